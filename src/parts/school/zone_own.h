/* zone_own: the rows of one school, for those who edit their own school and nothing else.
 *
 * A table belongs to schools when exactly one of its columns names schools. A row is a school's own
 * when that column names the school alone: a row for all schools, or for several, is the zone's.
 */
#ifndef WEFT_PARTS_SCHOOL_ZONE_OWN_H
#define WEFT_PARTS_SCHOOL_ZONE_OWN_H

#include "kit/http/http.h"
#include "parts/school/zone_sheet.h"

struct zone_own {
	struct str school, name; /* school empty: all rows of the zone */
	size_t column;
};

/* Whether a table belongs to schools, and which column names them. */
bool zone_own_column(enum zone_table table, size_t *ret);

/* What a request is about: the school of its path, or the zone. ERR_NOT_FOUND: the table is the
 * zone's; ERR_DENIED: rules and commitments need a permission of their own. */
bool zone_own_of(struct http_request *request, enum zone_table table, struct zone_own *ret,
		 struct err *err);

bool zone_own_row(const struct zone_own *own, const struct str *row);

/* Whether rows may be merged into a table: all of them are the school's own, and so are those whose
 * place they take. A pasted row that leaves the school out gets it. ERR_INVALID names the row. */
bool zone_own_check(const struct zone_own *own, const struct zone_sheet *sheet,
		    struct zone_sheet *pasted, struct err *err);

/* Before pasted rows take the place of all own ones: take out those that are not among them. Of the
 * zone all go, for then the order is that of the pasted rows. */
void zone_own_clear(const struct zone_own *own, struct zone_sheet *sheet,
		    const struct zone_sheet *pasted);

#endif
