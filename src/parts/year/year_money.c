#include "parts/year/year_money.h"

int64_t year_substitute_day_cents(const struct zone *zone)
{
	const struct zone_info *info = &zone->info.at[0];

	return (info->substitute_day_cents * (10000 + info->payroll_x100) + 5000) / 10000;
}

struct str year_money(struct arena *arena, int64_t cents)
{
	int64_t dollars = cents / 100;

	if (dollars >= 1000000)
		return arena_printf(arena, "$%lld,%03lld,%03lld.%02lld",
				    (long long)(dollars / 1000000),
				    (long long)(dollars / 1000 % 1000), (long long)(dollars % 1000),
				    (long long)(cents % 100));
	if (dollars >= 1000)
		return arena_printf(arena, "$%lld,%03lld.%02lld", (long long)(dollars / 1000),
				    (long long)(dollars % 1000), (long long)(cents % 100));
	return arena_printf(arena, "$%lld.%02lld", (long long)dollars, (long long)(cents % 100));
}
