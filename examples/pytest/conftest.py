"""Databases for tests, which seedbed makes: `database` for a session, `connection` for a test in a transaction."""

import json
import subprocess

import pytest

try:
    import psycopg
except ImportError:  # the older driver does as well
    import psycopg2 as psycopg


def test_db(*words):
    """Runs `seedbed test-db`, and returns the document that it prints."""
    done = subprocess.run(
        ["npx", "--no-install", "seedbed", "test-db", *words, "--json"],
        stdout=subprocess.PIPE,
        text=True,
    )
    document = json.loads(done.stdout)
    if "error" in document:
        error = document["error"]
        pytest.exit(f"{error['message']}\n{error['hint']}", returncode=3)
    return document


@pytest.fixture(scope="session")
def database():
    """A database that all tests of the session use, with its name and its url."""
    made = test_db("create", "--scenario", "minimal")
    yield made
    test_db("drop", made["name"])


@pytest.fixture
def connection(database):
    """A connection whose transaction is rolled back when the test has ended."""
    connection = psycopg.connect(database["url"])
    yield connection
    connection.rollback()
    connection.close()


@pytest.fixture
def committed(database):
    """The url of the database, for a test that commits: afterwards it is what it was."""
    yield database["url"]
    test_db("reset", database["name"])
