"""The replica's raw key: kept by the system's keyring, or in a vault file that a passphrase opens."""

from __future__ import annotations

import secrets
from pathlib import Path

import keyring
import keyring.errors
import sqlcipher3.dbapi2 as sqlcipher

from desktop_app.models.connection import KEY_BYTES

SERVICE = "qabyldau"


class KeyringMissing(Exception):
    """This computer has no usable keyring; the vault and its passphrase must be used."""


class WrongPassphrase(Exception):
    """The vault does not open with this passphrase."""


def fresh_key() -> bytes:
    """A new random 256-bit key."""
    return secrets.token_bytes(KEY_BYTES)


def key_from_keyring(installation: str) -> bytes | None:
    """The key this computer's keyring keeps for the installation; KeyringMissing without a keyring."""
    try:
        kept = keyring.get_password(SERVICE, installation)
    except keyring.errors.KeyringError as error:
        raise KeyringMissing(str(error)) from error
    return bytes.fromhex(kept) if kept else None


def keep_in_keyring(installation: str, key: bytes) -> None:
    """Give the key to the keyring; KeyringMissing without one."""
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
