// A portal's own client (ncalayer-js-client) talks to the stand-in: node third_party.js MODULES URL, answers on stdout.
const path = require("node:path");

const [modules, url] = process.argv.slice(2);
const { NCALayerClient } = require(path.join(modules, "ncalayer-js-client"));

async function talk() {
    const client = new NCALayerClient(url, false);
    const version = await client.connect();
    const tokens = await client.getActiveTokens();
    const how = NCALayerClient.basicsCMSParamsDetached;
    const head = NCALayerClient.basicsSignerSignHead;
    const stores = NCALayerClient.basicsStorageAll;
    const sign = (data, signer) => client.basicsSignCMS(stores, data, how, signer, "kk");
    const one = await sign(Buffer.from("one").toString("base64"), head);
    const many = await sign(["a", "b", "c"].map((text) => Buffer.from(text).toString("base64")), head);
    const stranger = { ...head, iin: "000000000000" };
    const cancelled = await sign("AA==", stranger).catch((error) => error.canceledByUser === true);
    const wrong = await sign("AA==", {}).catch((error) => error.message);
    client.wsConnection.close();
    return { version, tokens, one, many, cancelled, wrong };
}

talk().then(
    (answers) => console.log(JSON.stringify(answers)),
    (error) => { console.error(error); process.exitCode = 1; },
);
