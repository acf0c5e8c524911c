/* db_rows: the values of a result. */
#include "kit/db/db.h"

#include <assert.h>

static const struct db_value *value_at(const struct db_rows *rows, size_t row, size_t column)
{
	assert(row < rows->n && column < rows->n_columns);
	return &rows->at[row * rows->n_columns + column];
}

bool db_is_null(const struct db_rows *rows, size_t row, size_t column)
{
	return value_at(rows, row, column)->type == DB_NULL;
}

int64_t db_get_int(const struct db_rows *rows, size_t row, size_t column)
{
	const struct db_value *value = value_at(rows, row, column);

	assert(value->type == DB_INT || value->type == DB_NULL);
	return value->type == DB_INT ? value->of.number : 0;
}

bool db_get_bool(const struct db_rows *rows, size_t row, size_t column)
{
	return db_get_int(rows, row, column) != 0;
}

double db_get_real(const struct db_rows *rows, size_t row, size_t column)
{
	const struct db_value *value = value_at(rows, row, column);

	assert(value->type == DB_REAL || value->type == DB_INT || value->type == DB_NULL);
	if (value->type == DB_INT)
		return (double)value->of.number;
	return value->type == DB_REAL ? value->of.real : 0.0;
}

static struct str bytes_of(const struct db_value *value, enum db_type type)
{
	assert(value->type == type || value->type == DB_NULL);
	return value->type == type ? value->of.text : STR("");
}

struct str db_get_text(const struct db_rows *rows, size_t row, size_t column)
{
	return bytes_of(value_at(rows, row, column), DB_TEXT);
}

struct str db_get_bytes(const struct db_rows *rows, size_t row, size_t column)
{
	return bytes_of(value_at(rows, row, column), DB_BYTES);
}
