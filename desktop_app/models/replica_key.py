"""The replica's raw key: kept by the system's keyring, or in a vault file that a passphrase opens."""

from __future__ import annotations

import hashlib
import secrets
from pathlib import Path

import sqlcipher3.dbapi2 as sqlcipher

from desktop_app.models.connection import KEY_BYTES

SERVICE = "qabyldau"
GROUP = 4  # letters of a recovery sheet that stand together


class KeyringMissing(Exception):
    """This computer has no usable keyring; the vault and its passphrase must be used."""


class WrongPassphrase(Exception):
    """The vault does not open with this passphrase."""


def fresh_key() -> bytes:
    """A new random 256-bit key."""
    return secrets.token_bytes(KEY_BYTES)


def key_from_keyring(installation: str) -> bytes | None:
    """The key this computer's keyring keeps for the installation; KeyringMissing without a keyring."""
    import keyring  # a quarter of a second, which whoever has a vault need not wait for
    import keyring.errors

    try:
        kept = keyring.get_password(SERVICE, installation)
    except keyring.errors.KeyringError as error:
        raise KeyringMissing(str(error)) from error
    return bytes.fromhex(kept) if kept else None


def keep_in_keyring(installation: str, key: bytes) -> None:
    """Give the key to the keyring; KeyringMissing without one."""
    import keyring
    import keyring.errors

    try:
        keyring.set_password(SERVICE, installation, key.hex())
    except keyring.errors.KeyringError as error:
        raise KeyringMissing(str(error)) from error


def keep_in_vault(vault: Path, passphrase: str, key: bytes) -> None:
    """Write the key into a new vault: an SQLCipher file whose own key is stretched from the passphrase."""
    connection = _open(vault, passphrase)
    connection.execute("create table vault(key text not null)")
    connection.execute("insert into vault values (?)", (key.hex(),))
    connection.close()
    vault.chmod(0o600)


def key_from_vault(vault: Path, passphrase: str) -> bytes:
    """The key the vault keeps; WrongPassphrase when it does not open."""
    connection = _open(vault, passphrase)
    try:
        (kept,) = connection.execute("select key from vault").fetchone()
    except sqlcipher.DatabaseError as error:
        raise WrongPassphrase(str(error)) from error
    finally:
        connection.close()
    return bytes.fromhex(kept)


def _open(vault: Path, passphrase: str) -> sqlcipher.Connection:
    connection = sqlcipher.connect(str(vault), isolation_level=None)
    connection.execute("pragma cipher_log_level=NONE")
    quoted = passphrase.replace("'", "''")
    connection.execute(f"pragma key='{quoted}'")
    return connection


def sheet_of(key: bytes) -> str:
    """The key as a recovery sheet has it: sixteen groups to write by hand, and one that finds a slip of the pen."""
    letters = key.hex().upper() + _check_group(key)
    return "-".join(letters[at : at + GROUP] for at in range(0, len(letters), GROUP))


def key_from_sheet(text: str) -> bytes | None:
    """The key of a sheet, typed in any case with or without dashes; None where it is no sheet or has a slip."""
    letters = "".join(filter(str.isalnum, text)).upper()
    try:
        key = bytes.fromhex(letters[: 2 * KEY_BYTES])
    except ValueError:
        return None
    good = len(key) == KEY_BYTES and letters[2 * KEY_BYTES :] == _check_group(key)
    return key if good else None


def _check_group(key: bytes) -> str:
    return hashlib.sha256(key).hexdigest()[:GROUP].upper()
