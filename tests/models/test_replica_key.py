"""The replica's key: the vault opens with its passphrase only; a computer without a keyring says so."""

import keyring
import pytest
from keyring.backends.fail import Keyring as NoKeyring
from keyring.backends.null import Keyring as ForgetfulKeyring

from desktop_app.models import replica_key


@pytest.fixture
def without_keyring():
    before = keyring.get_keyring()
    keyring.set_keyring(NoKeyring())
    yield
    keyring.set_keyring(before)


def test_the_vault_gives_the_key_back_for_its_passphrase(tmp_path):
    key = replica_key.fresh_key()
    replica_key.keep_in_vault(tmp_path / "key.vault", "бір 'жақсы' құпия", key)
    assert replica_key.key_from_vault(tmp_path / "key.vault", "бір 'жақсы' құпия") == key


def test_the_vault_stays_shut_for_another_passphrase(tmp_path):
    replica_key.keep_in_vault(tmp_path / "key.vault", "right", replica_key.fresh_key())
    with pytest.raises(replica_key.WrongPassphrase):
        replica_key.key_from_vault(tmp_path / "key.vault", "wrong")


def test_the_vault_does_not_hold_the_key_in_the_clear(tmp_path):
    key = replica_key.fresh_key()
    replica_key.keep_in_vault(tmp_path / "key.vault", "right", key)
    written = (tmp_path / "key.vault").read_bytes()
    assert key not in written
    assert key.hex().encode() not in written


def test_two_keys_are_never_the_same():
    assert replica_key.fresh_key() != replica_key.fresh_key()


@pytest.mark.usefixtures("without_keyring")
def test_a_missing_keyring_is_named_when_reading_and_when_writing():
    with pytest.raises(replica_key.KeyringMissing):
        replica_key.key_from_keyring("desk")
    with pytest.raises(replica_key.KeyringMissing):
        replica_key.keep_in_keyring("desk", bytes(32))


def test_a_keyring_that_knows_nothing_gives_none():
    before = keyring.get_keyring()
    keyring.set_keyring(ForgetfulKeyring())
    try:
        assert replica_key.key_from_keyring("desk") is None
    finally:
        keyring.set_keyring(before)
