/* year_money: amounts, as they are said and as the zone pays them. */
#ifndef WEFT_PARTS_YEAR_YEAR_MONEY_H
#define WEFT_PARTS_YEAR_YEAR_MONEY_H

#include "base/arena.h"
#include "base/str.h"
#include "parts/school/zone.h"

/* A per-diem substitute for a day, payroll costs included; half cents are rounded up, as payroll
 * does. */
int64_t year_substitute_day_cents(const struct zone *zone);

/* "$41,013.00". */
struct str year_money(struct arena *arena, int64_t cents);

#endif
