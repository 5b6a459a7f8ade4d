"""Certificates as the NCA makes them: ours and, where they are at hand, the real public ones."""

from __future__ import annotations

from dataclasses import replace

import pytest
from msgspec.structs import replace as changed

from demo import keys
from tests.verification import pki
from verification.certificates import COMMON_NAME, PATRONYMIC, UNIT, Broken, der_of, read_certificate
from verification.signatures import GOST_512_KEY, RSA_KEY


def test_a_directors_certificate_is_read_by_oid():
    director = pki.read(pki.certificate())
    assert (director.iin, director.bin) == (pki.DIRECTOR.iin, pki.DIRECTOR.bin)
    assert (director.text(COMMON_NAME), director.text(PATRONYMIC)) == ("ҒАБДУЛЛИН ЕРЖАН", "ҚАЙРАТҰЛЫ")
    assert director.roles == ("legal-entity", "director")
    assert not director.is_authority


def test_a_natural_person_has_no_bin():
    person = pki.read(pki.certificate(pki.PERSON, keys.NATURAL_PERSON))
    assert (person.bin, person.roles) == ("", ("natural-person",))


def test_a_patronymic_may_be_absent():
    name = changed(pki.DIRECTOR.name, patronymic="")
    assert pki.read(pki.certificate(replace(pki.DIRECTOR, name=name))).text(PATRONYMIC) == ""


@pytest.mark.parametrize(
    "units",
    [
        [],
        ["BIN02024000055"],
        ["BIN0202400005555"],
        ["020240000555"],
        ["IIN020240000555"],
        ["BIN٠٢٠٢٤٠٠٠٠٥٥٥"],
        ["BIN020240000555", "BIN971240001315"],
    ],
)
def test_what_is_not_one_clear_bin_is_none(units):
    director = changed(pki.read(pki.certificate()), attributes=tuple((UNIT, unit) for unit in units))
    assert director.bin == ""


def test_a_bin_stands_beside_another_unit():
    director = pki.read(pki.certificate())
    other = changed(director, attributes=((UNIT, "БАСШЫЛЫҚ"), *director.attributes))
    assert other.bin == pki.DIRECTOR.bin


@pytest.mark.parametrize("data", [b"", b"junk", b"\x30\x00", b"-----BEGIN CERTIFICATE-----\nAA\n"])
def test_junk_is_no_certificate(data):
    with pytest.raises(Broken):
        read_certificate(der_of(data))


def test_a_long_name_is_cut_by_our_test_authority_and_still_read():
    name = changed(pki.DIRECTOR.name, surname="Ұзынсонарқызылжарлықов" * 2)
    common_name = pki.read(pki.certificate(replace(pki.DIRECTOR, name=name))).text(COMMON_NAME)
    assert common_name.startswith("ҰЗЫНСОНАРҚЫЗЫЛЖАРЛЫҚОВ")


def test_a_real_person_of_the_ncas_test_authority_is_read(nca_certificate):
    person = read_certificate(nca_certificate("individual_2015_test.pem"))
    assert (person.iin, person.bin, person.roles) == ("123456789012", "", ("natural-person",))
    assert (person.text(COMMON_NAME), person.text(PATRONYMIC)) == ("ТЕСТТОВ ТЕСТТ", "ТЕСТТОВИЧ")
    assert person.key_algorithm == GOST_512_KEY
    assert "non_repudiation" in person.usages


@pytest.mark.parametrize(
    "pair",
    [("individual_2015_test.pem", "nca_gost2015_test.cer"), ("nca_gost_2022.pem", "root_gost_2022.pem")],
)
def test_a_real_issuer_bears_the_same_name_byte_for_byte(nca_certificate, pair):
    below, above = (read_certificate(nca_certificate(name)) for name in pair)
    assert below.issuer == above.subject
    assert above.is_authority
    assert above.is_understood
    assert "key_cert_sign" in above.usages


def test_a_real_rsa_authority_is_read(nca_certificate):
    authority = read_certificate(nca_certificate("nca_rsa_test.crt"))
    assert (authority.key_algorithm, authority.is_authority) == (RSA_KEY, True)
