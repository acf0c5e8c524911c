/* postgres: the engine for many machines.
 *
 * Parameters travel in binary and with the type of their tag, so that the
 * server does not guess a narrower one (a guessed INTEGER would refuse a
 * 64-bit number); NULL travels without a type. Results come as text and are
 * read by the type the server names. Transactions that may write are
 * SERIALIZABLE: the server undoes one that collides with another (SQLSTATE
 * 40001, 40P01), and db_write() runs it again.
 */
#include "kit/db/db_internal.h"

#include <assert.h>
#include <endian.h>
#include <libpq-fe.h>
#include <poll.h>
#include <stdlib.h>
#include <string.h>

/* Object ids of the built-in types: fixed for ever, from the server's pg_type catalogue. */
enum {
	OID_BOOL = 16,
	OID_BYTEA = 17,
	OID_INT8 = 20,
	OID_INT2 = 21,
	OID_INT4 = 23,
	OID_TEXT = 25,
	OID_OID = 26,
	OID_FLOAT4 = 700,
	OID_FLOAT8 = 701,
	OID_NUMERIC = 1700,
};

struct postgres_conn {
	struct db_conn base;
	PGconn *handle;
};

static struct postgres_conn *postgres_conn(struct db_conn *conn)
{
	return (struct postgres_conn *)(void *)conn;
}

/* ---- Errors ---- */

/* The first line of a message of libpq. */
static struct str first_line(const char *message)
{
	const char *end = strchr(message, '\n');

	return (struct str){message, end == NULL ? strlen(message) : (size_t)(end - message)};
}

static bool by_state(struct db_conn *conn, const char *state, struct str text, struct err *err)
{
	int len = text.len < 180 ? (int)text.len : 180;

	if (strcmp(state, "40001") == 0 || strcmp(state, "40P01") == 0) {
		conn->collided = true;
		return err_set(err, ERR_BUSY, "Others changed the same data; try again.");
	}
	if (strcmp(state, "23505") == 0)
		return err_set(err, ERR_CONFLICT, "There is one already (%.*s).", len, text.ptr);
	if (strcmp(state, "23503") == 0)
		return err_set(err, ERR_CONFLICT,
			       "It refers to something that is not there, or is referred to.");
	if (strncmp(state, "23", 2) == 0 || strncmp(state, "22", 2) == 0)
		return err_set(err, ERR_INVALID, "The database refuses the value (%.*s).", len,
			       text.ptr);
	if (strcmp(state, "55P03") == 0)
		return err_set(err, ERR_BUSY, "The database is locked by another program.");
	if (strcmp(state, "25006") == 0)
		return err_set(err, ERR_SYSTEM, "The database cannot be written (read-only).");
	if (strcmp(state, "53100") == 0)
		return err_set(err, ERR_SYSTEM,
			       "There is no room left for the database: nothing was changed.");
	if (strncmp(state, "53", 2) == 0)
		return err_set(err, ERR_BUSY, "The database server is overloaded.");
	return err_set(err, ERR_SYSTEM, "The database failed: %.*s.", len, text.ptr);
}

/* Turn a failed result (which may be NULL) into an error for people; always false. */
static bool failed(struct db_conn *conn, const PGresult *result, struct err *err)
{
	PGconn *handle = postgres_conn(conn)->handle;
	const char *state = PQresultErrorField(result, PG_DIAG_SQLSTATE);
	const char *text = PQresultErrorField(result, PG_DIAG_MESSAGE_PRIMARY);

	if (PQstatus(handle) != CONNECTION_OK) {
		conn->broken = true;
		return err_set(err, ERR_SYSTEM, "The connection to the database was lost.");
	}
	if (text == NULL)
		text = PQerrorMessage(handle);
	return by_state(conn, state == NULL ? "" : state, first_line(text), err);
}

/* ---- Connections ---- */

static bool execute(struct db_conn *conn, const char *text, struct err *err)
{
	PGresult *result = PQexec(postgres_conn(conn)->handle, text);
	ExecStatusType status = PQresultStatus(result);
	bool ok = status == PGRES_COMMAND_OK || status == PGRES_TUPLES_OK ||
		  status == PGRES_EMPTY_QUERY;

	if (!ok)
		(void)failed(conn, result, err);
	PQclear(result);
	return ok;
}

static void ignore_notice(void *arg, const PGresult *result)
{
	(void)arg;
	(void)result;
}

static void postgres_disconnect(struct db_conn *conn)
{
	PQfinish(postgres_conn(conn)->handle);
	arena_destroy(conn->scratch);
	arena_destroy(conn->arena);
}

/* What every session has, whatever the server's settings are. */
static bool set_up(struct db_conn *conn, struct err *err)
{
	PGconn *handle = postgres_conn(conn)->handle;
	const struct db_options *options = &conn->shared->options;
	const char *encoding = PQparameterStatus(handle, "server_encoding");
	const char *text;

	if (encoding == NULL || strcmp(encoding, "UTF8") != 0)
		return err_set(err, ERR_INVALID,
			       "The database has the encoding %.30s; it must be made with UTF8.",
			       encoding == NULL ? "?" : encoding);
	text = arena_printf(conn->scratch,
			    "SET lock_timeout = %lld;"
			    "SET standard_conforming_strings = on;"
			    "SET bytea_output = hex;"
			    "SET extra_float_digits = 1;"
			    "SET default_transaction_isolation = 'read committed';"
			    "SET default_transaction_read_only = %s",
			    (long long)options->busy_ms, options->read_only ? "on" : "off")
		       .ptr;
	return execute(conn, text, err);
}

static bool postgres_connect(struct db_shared *shared, enum db_use use, struct db_conn **ret,
			     struct err *err)
{
	struct db_conn *conn = db_conn_create(shared, use, sizeof(struct postgres_conn));
	struct postgres_conn *self = postgres_conn(conn);
	const char *const keys[] = {"dbname", "client_encoding", "fallback_application_name",
				    "connect_timeout", NULL};
	const char *const values[] = {shared->url, "UTF8", "weft", "10", NULL};
	bool ok = true;

	conn->cache->typed = true;
	self->handle = PQconnectdbParams(keys, values, 1);
	if (PQstatus(self->handle) != CONNECTION_OK) {
		struct str line = first_line(PQerrorMessage(self->handle));

		ok = err_set(err, ERR_SYSTEM, "The database server cannot be used: %.*s.",
			     line.len < 180 ? (int)line.len : 180, line.ptr);
	}
	if (ok) {
		(void)PQsetNoticeReceiver(self->handle, ignore_notice, NULL);
		ok = set_up(conn, err);
	}
	if (!ok) {
		postgres_disconnect(conn);
		return false;
	}
	*ret = conn;
	return true;
}

/* The server says goodbye to an idle connection (restart, timeout) with a message and by closing
 * it. Whatever it has to say unasked is reason enough for a new connection. */
static bool postgres_is_alive(struct db_conn *conn)
{
	PGconn *handle = postgres_conn(conn)->handle;
	struct pollfd wait = {.fd = PQsocket(handle), .events = POLLIN};

	return PQstatus(handle) == CONNECTION_OK && wait.fd >= 0 && poll(&wait, 1, 0) == 0;
}

/* ---- Parameters ---- */

struct params {
	Oid type[DB_MAX_PARAMS];
	const char *value[DB_MAX_PARAMS];
	int length[DB_MAX_PARAMS];
	int format[DB_MAX_PARAMS];    /* 1: binary */
	uint64_t word[DB_MAX_PARAMS]; /* numbers in network order */
};

static void encode_number(struct params *params, size_t i, Oid type, uint64_t bits)
{
	params->word[i] = htobe64(bits);
	params->type[i] = type;
	params->value[i] = (const char *)&params->word[i];
	params->length[i] = (int)sizeof params->word[i];
}

static void encode_text(struct params *params, size_t i, Oid type, struct str text)
{
	params->type[i] = type;
	params->value[i] = text.len == 0 ? "" : text.ptr;
	params->length[i] = (int)text.len; /* at most DB_MAX_VALUE */
}

static void encode(struct params *params, const struct db_sql *sql)
{
	for (size_t i = 0; i < sql->n; i++) {
		const struct db_value *value = &sql->param[i];
		uint64_t bits;

		params->format[i] = 1;
		switch (value->type) {
		case DB_NULL:
			params->type[i] = 0;
			params->value[i] = NULL;
			params->length[i] = 0;
			break;
		case DB_INT:
			encode_number(params, i, OID_INT8, (uint64_t)value->of.number);
			break;
		case DB_REAL:
			memcpy(&bits, &value->of.real, sizeof bits);
			encode_number(params, i, OID_FLOAT8, bits);
			break;
		case DB_TEXT:
			encode_text(params, i, OID_TEXT, value->of.text);
			break;
		case DB_BYTES:
			encode_text(params, i, OID_BYTEA, value->of.text);
			break;
		}
	}
}

/* ---- Results ---- */

static int hex_digit(char c)
{
	return c <= '9' ? c - '0' : c - 'a' + 10;
}

/* "\x0aff", as bytea_output = hex gives it. */
static struct str decode_bytes(struct arena *arena, struct str hex)
{
	size_t n = hex.len < 2 ? 0 : (hex.len - 2) / 2;
	char *bytes = arena_array(arena, char, n + 1);

	for (size_t i = 0; i < n; i++)
		bytes[i] = (char)(hex_digit(hex.ptr[2 + 2 * i]) << 4 |
				  hex_digit(hex.ptr[3 + 2 * i]));
	return (struct str){bytes, n};
}

/* A sum of whole numbers is NUMERIC here: a whole number again wherever it fits. */
static struct db_value decode_numeric(struct str text)
{
	int64_t number;

	return str_to_i64(text, &number) ? db_int(number) : db_real(strtod(text.ptr, NULL));
}

static struct db_value decode(struct arena *arena, Oid type, struct str text)
{
	switch (type) {
	case OID_BOOL:
		return db_int(text.ptr[0] == 't');
	case OID_INT8:
	case OID_INT4:
	case OID_INT2:
	case OID_OID:
	case OID_NUMERIC:
		return decode_numeric(text);
	case OID_FLOAT8:
	case OID_FLOAT4:
		return db_real(strtod(text.ptr, NULL));
	case OID_BYTEA:
		return db_bytes(decode_bytes(arena, text));
	default:
		return db_text(arena_str(arena, text));
	}
}

static void fetch(const PGresult *result, struct arena *arena, struct db_rows *ret)
{
	int n = PQntuples(result), n_columns = PQnfields(result);
	struct db_value *at = arena_array(arena, struct db_value, (size_t)n * (size_t)n_columns);

	for (int row = 0; row < n; row++) {
		for (int i = 0; i < n_columns; i++) {
			struct db_value *value = &at[(size_t)row * (size_t)n_columns + (size_t)i];
			struct str text = {PQgetvalue(result, row, i),
					   (size_t)PQgetlength(result, row, i)};

			if (PQgetisnull(result, row, i) == 0)
				*value = decode(arena, PQftype(result, i), text);
		}
	}
	*ret = (struct db_rows){at, (size_t)n, (size_t)n_columns};
}

/* ---- Statements ---- */

static const char *name_of(struct db_conn *conn, uint64_t number)
{
	return arena_printf(conn->scratch, "s%llu", (unsigned long long)number).ptr;
}

static bool prepare(struct db_conn *conn, const struct db_sql *sql, const Oid *types,
		    struct statement **ret, struct err *err)
{
	PGconn *handle = postgres_conn(conn)->handle;
	bool found;
	struct statement *entry = statement_find(conn->cache, sql, &found);
	const char *text;
	PGresult *result;
	bool ok;

	*ret = entry;
	if (found)
		return true;
	if (entry->number != 0) {
		text = arena_printf(conn->scratch, "DEALLOCATE %s", name_of(conn, entry->number))
			       .ptr;
		if (!execute(conn, text, err))
			return false;
		statement_drop(entry);
	}
	text = db_expand(conn->scratch, sql->text, DB_POSTGRES);
	entry->number = ++conn->cache->made;
	result = PQprepare(handle, name_of(conn, entry->number), text, (int)sql->n, types);
	ok = PQresultStatus(result) == PGRES_COMMAND_OK;
	if (ok) {
		statement_keep(conn->cache, entry, sql);
	} else {
		statement_drop(entry);
		(void)failed(conn, result, err);
	}
	PQclear(result);
	return ok;
}

static bool postgres_run(struct db_conn *conn, const struct db_sql *sql, struct db_outcome *outcome,
			 struct err *err)
{
	struct params *params = arena_new(conn->scratch, struct params);
	struct statement *entry;
	PGresult *result;
	ExecStatusType status;
	int64_t changed = 0;
	bool ok;

	encode(params, sql);
	if (!prepare(conn, sql, params->type, &entry, err))
		return false;
	result = PQexecPrepared(postgres_conn(conn)->handle, name_of(conn, entry->number),
				(int)sql->n, params->value, params->length, params->format, 0);
	status = PQresultStatus(result);
	ok = status == PGRES_COMMAND_OK || status == PGRES_TUPLES_OK;
	if (!ok) {
		(void)failed(conn, result, err);
	} else {
		if (outcome->arena != NULL)
			fetch(result, outcome->arena, &outcome->rows);
		(void)str_to_i64(str_from(PQcmdTuples(result)), &changed);
		outcome->changed = strncmp(PQcmdStatus(result), "SELECT", 6) == 0 ? 0 : changed;
	}
	PQclear(result);
	return ok;
}

/* ---- Transactions ---- */

static bool postgres_begin(struct db_conn *conn, enum db_use use, struct err *err)
{
	return execute(conn,
		       use == DB_FOR_WRITE ? "BEGIN ISOLATION LEVEL SERIALIZABLE"
					   : "BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY",
		       err);
}

static void postgres_rollback(struct db_conn *conn)
{
	struct err ignored = {0};
	bool collided = conn->collided;

	if (!execute(conn, "ROLLBACK", &ignored))
		conn->broken = true;
	conn->collided = collided;
}

static bool postgres_commit(struct db_conn *conn, struct err *err)
{
	if (execute(conn, "COMMIT", err))
		return true;
	/* A failed COMMIT has rolled back; the connection may also be gone. */
	if (PQtransactionStatus(postgres_conn(conn)->handle) != PQTRANS_IDLE)
		postgres_rollback(conn);
	return false;
}

const struct db_driver db_postgres_driver = {
	.engine = DB_POSTGRES,
	.split = false,
	.connect = postgres_connect,
	.disconnect = postgres_disconnect,
	.is_alive = postgres_is_alive,
	.run = postgres_run,
	.script = execute,
	.begin = postgres_begin,
	.commit = postgres_commit,
	.rollback = postgres_rollback,
};
