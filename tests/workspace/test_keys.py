"""The key of a file: from its passphrase, from the words and from the QR line of its sheet."""

import hashlib
import random
import unicodedata
from contextlib import closing

import pytest
import sqlcipher3.dbapi2 as sqlcipher

from ctpat_desktop.cli.open import Target
from ctpat_desktop.services.files import workspaces
from ctpat_desktop.support.errors import Problem
from ctpat_desktop.workspace import door, engine, keys

SALT = bytes(range(16))


def some_key(seed=1):
    chance = random.Random(seed)
    return keys.Key(chance.randbytes(32), chance.randbytes(16))


def foreign(path, passphrase):
    """Open a file as any other SQLCipher program would: with the passphrase itself."""
    connection = sqlcipher.connect(str(path))
    connection.execute(f"PRAGMA key = '{passphrase}'")
    return connection


def test_the_key_of_a_known_passphrase_and_salt():
    key = keys.derive("correct horse battery staple", SALT)
    assert key.secret.hex() == ("2c6ee106931bbdc6ea7e33497f04526ccbe4fb541379d36a506a65eabed0d8e2")
    assert key.file_id == "000102030405060708090a0b0c0d0e0f"


def test_another_sqlcipher_program_opens_our_file_with_the_passphrase(tmp_path):
    workspaces.create(tmp_path / "a.ctpat", "correct horse").close()
    with closing(foreign(tmp_path / "a.ctpat", "correct horse")) as connection:
        assert connection.execute("PRAGMA application_id").fetchone() == (0x43545041,)
        assert connection.execute("SELECT count(*) FROM company").fetchone() == (0,)


def test_we_open_the_file_of_another_sqlcipher_program(tmp_path):
    with closing(foreign(tmp_path / "a.db", "correct horse")) as connection:
        connection.execute("CREATE TABLE t (a)")
        connection.execute("INSERT INTO t VALUES (7)")
        connection.commit()
    key = keys.derive("correct horse", keys.salt_of(tmp_path / "a.db"))
    with closing(engine.bare(tmp_path / "a.db", key)) as connection:
        assert connection.execute("SELECT a FROM t").fetchone() == (7,)


def test_both_spellings_of_an_accent_give_the_same_key():
    spellings = {unicodedata.normalize(form, "Société Ångström") for form in ("NFC", "NFD")}
    assert len(spellings) == 2
    (secret,) = {keys.derive(spelling, SALT).secret for spelling in spellings}
    composed = unicodedata.normalize("NFC", "Société Ångström").encode()
    assert secret == hashlib.pbkdf2_hmac("sha512", composed, SALT, 256_000, 32)


def test_words_come_back_as_the_key():
    for seed in range(500):
        key = some_key(seed)
        words = keys.to_words(key)
        assert len(words) == 25
        assert keys.from_words(" ".join(words), key.salt) == key


@pytest.mark.parametrize(
    "spelled",
    [
        lambda words: "\n".join(f"{n}. {word}" for n, word in enumerate(words, 1)),
        lambda words: "\n".join(f"{n}.{word}" for n, word in enumerate(words, 1)),
        lambda words: "\r\n".join(f"{n}) {word}" for n, word in enumerate(words, 1)),
        lambda words: " ".join(f"{n} {word}" for n, word in enumerate(words, 1)),
        lambda words: ", ".join(words) + ".",
        lambda words: "; ".join(words),
        lambda words: " ".join(words).upper(),
        lambda words: " ".join([words[0].capitalize(), *words[1:]]),
        lambda words: "\u00a0".join(words),
        lambda words: "\t" + "  ".join(words) + "\n",
    ],
)
def test_words_are_read_however_they_are_typed(spelled):
    key = some_key()
    assert keys.from_words(spelled(keys.to_words(key)), key.salt) == key


def test_one_wrong_word_is_caught_255_times_of_256():
    """The 24 words carry 8 bits of checksum; what passes them still does not open the file."""
    chance, book, passed, tries = random.Random(7), keys._mnemonic().wordlist, 0, 1000
    key = some_key()
    for _ in range(tries):
        words = list(keys.to_words(key))
        place = chance.randrange(24)
        right = words[place]
        while words[place] == right:
            words[place] = chance.choice(book)
        try:
            passed += keys.from_words(" ".join(words), key.salt) != key
        except Problem:
            continue
    assert passed <= tries * 2 / 256


def test_a_wrong_last_word_is_another_sheets():
    key = some_key()
    words = list(keys.to_words(key))
    words[24] = "zoo" if words[24] != "zoo" else "able"
    with pytest.raises(Problem, match="another workspace"):
        keys.from_words(" ".join(words), key.salt)


def test_swapped_words_are_caught_as_often():
    caught = 0
    for seed in range(200):
        words = list(keys.to_words(some_key(seed)))
        words[3], words[4] = words[4], words[3]
        try:
            keys.from_words(" ".join(words), some_key(seed).salt)
        except Problem:
            caught += 1
    assert caught >= 195


def test_an_unknown_word_is_named():
    key = some_key()
    words = list(keys.to_words(key))
    words[7] = "Kärbis"
    with pytest.raises(Problem, match="“kärbis” is not a word of a recovery sheet"):
        keys.from_words(" ".join(words), key.salt)


@pytest.mark.parametrize("count", [0, 1, 24, 26])
def test_a_wrong_number_of_words_is_told(count):
    key = some_key()
    words = " ".join([*keys.to_words(key), "zoo"][:count])
    with pytest.raises(
        Problem, match=f"(These are|This is) {count} words?; a recovery sheet has 25"
    ):
        keys.from_words(words, key.salt)


def test_the_sheet_of_another_file_is_told():
    mine, other = some_key(1), some_key(2)
    for text in (" ".join(keys.to_words(other)), keys.to_code(other)):
        with pytest.raises(Problem, match="of another workspace") as caught:
            keys.from_words(text, mine.salt)
        assert keys.short_id(mine.salt) in caught.value.hint


def test_the_qr_line_comes_back_as_the_key():
    for seed in range(50):
        key = some_key(seed)
        assert keys.from_words(f" {keys.to_code(key)}\n", key.salt) == key


@pytest.mark.parametrize("cut", [17, 18, 19, 50, 82, 83, 84, 100, 114])
def test_a_torn_qr_line_is_told(cut):
    key = some_key()
    with pytest.raises(Problem, match=r"not whole|is not a word|These are"):
        keys.from_words(keys.to_code(key)[:cut], key.salt)


def test_nothing_that_is_shown_of_a_key_holds_the_secret():
    key = some_key()
    for shown in (repr(key), str(key), repr(Target("a", "", "open sesame"))):
        assert key.secret.hex() not in shown
        assert repr(key.secret) not in shown
        assert "open sesame" not in shown


def test_no_failure_tells_the_secret(tmp_path):
    path, passphrase = tmp_path / "a.ctpat", "a passphrase nobody knows"
    workspaces.create(path, passphrase).close()
    key = keys.derive(passphrase, keys.salt_of(path))
    words = " ".join(keys.to_words(key))
    data = path.read_bytes()
    path.write_bytes(data[:5000] + b"\0" * 20000 + data[25000:])
    said = []
    for attempt in (
        lambda: workspaces.open_file(path, passphrase),
        lambda: workspaces.open_file(path, passphrase + "!"),
        lambda: workspaces.open_with_words(path, words),
        lambda: workspaces.open_with_words(path, words + " zoo"),
        lambda: workspaces.open_with_words(path, keys.to_code(key)[:-1]),
        lambda: door.create_workspace(tmp_path / "no" / "a.ctpat", key),
        lambda: workspaces.create(path, passphrase),
    ):
        with pytest.raises(Problem) as caught:
            attempt()
        error = caught.value
        while error is not None:
            said.append(f"{error!r} {error} {getattr(error, 'hint', '')}")
            error = error.__cause__ or error.__context__
    told = " ".join(said)
    assert passphrase not in told
    assert key.secret.hex() not in told
    assert " ".join(words.split()[:2]) not in told
