from conftest import psycopg


def count(connection, table):
    cursor = connection.cursor()
    cursor.execute(f'select count(*) from "{table}"')
    return cursor.fetchone()[0]


def test_the_scenario_is_there(connection):
    assert count(connection, "course_member") == 2


def test_a_user_joins(connection):
    before = count(connection, "user")
    connection.cursor().execute("""insert into "user" (given_name) values ('Ada')""")
    assert count(connection, "user") == before + 1


def test_the_next_test_does_not_see_it(connection):
    cursor = connection.cursor()
    cursor.execute("""select from "user" where given_name = 'Ada'""")
    assert cursor.fetchone() is None


def test_a_user_leaves_for_good(committed):
    connection = psycopg.connect(committed)
    connection.cursor().execute('truncate "user" cascade')
    connection.commit()
    assert count(connection, "user") == 0
    connection.close()


def test_nor_this(connection):
    assert count(connection, "user") > 0
