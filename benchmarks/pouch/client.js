// PouchDB as a peer. `node client.js FOLDER SERVER PROXY RECORDS BATCH`: JSON lines `[name, count]` on standard input.
"use strict";
const fs = require("fs");
const path = require("path");
const readline = require("readline");
const PouchDB = require("pouchdb");

const [folder, server, proxy, records, batch] = process.argv.slice(2);
const options = Number(batch) ? { batch_size: Number(batch) } : {};
const rest = fs.readFileSync(records, "utf8").split("\n").filter(Boolean);
const author = new PouchDB(`${server}/crowd`);
const line = new PouchDB(`${proxy}/crowd`);
const desk = new PouchDB(path.join(folder, "desk"));

const documents = (count) => rest.splice(0, count).map((text) => {
  const { id, ...body } = JSON.parse(text);
  return { _id: id, ...body };
});

async function stored(db, docs) {
  for (let start = 0; start < docs.length; start += 1000) {
    const answers = await db.bulkDocs(docs.slice(start, start + 1000));
    const wrong = answers.find((one) => one.error);
    if (wrong) throw new Error(JSON.stringify(wrong));
  }
}

async function page() {
  const found = await desk.allDocs({ limit: 50, include_docs: true });
  if (found.rows.length !== 50) throw new Error("the documents are not here");
}

async function change(count) {
  const found = await author.allDocs({ limit: count, include_docs: true });
  await stored(author, found.rows.map(({ doc }) => ({ ...doc, due: `2026-09-01T09:00:00.${process.hrtime()[1] % 1000000}+05:00` })));
}

const commands = {
  seed: (count) => stored(author, documents(count)),
  enrol: async () => { await line.info(); await desk.info(); },
  fill: async () => { await desk.replicate.from(line, options); await page(); },
  settle: () => desk.sync(line, options),
  work: (count) => stored(desk, documents(count)),
  sync: () => desk.sync(line, options),
  change,
};

async function main() {
  for await (const text of readline.createInterface({ input: process.stdin })) {
    const [name, count] = JSON.parse(text);
    const start = process.hrtime.bigint();
    await commands[name](count);
    console.log(JSON.stringify({ ms: Number(process.hrtime.bigint() - start) / 1e6 }));
  }
  await desk.close();
  process.exit(0);
}

main().catch((error) => { console.error(error); process.exit(1); });
