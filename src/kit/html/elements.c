#include "kit/html/elements.h"

#include <assert.h>

static const struct {
	const char *class, *code, *name;
} kinds[] = {
	[KIND_OTHER] = {"other", "–", WORD("Other")},
	[KIND_CORE] = {"core", "CO", WORD("Core lesson")},
	[KIND_SPECIALS] = {"specials", "SP", WORD("Specials")},
	[KIND_LUNCH] = {"lunch", "LU", WORD("Lunch")},
	[KIND_RECESS] = {"recess", "RE", WORD("Recess")},
	[KIND_WIN] = {"win", "WN", WORD("WIN block")},
	[KIND_TEAM] = {"team", "TM", WORD("Team time")},
	[KIND_LAB] = {"lab", "LL", WORD("Learning lab")},
	[KIND_PLANNING] = {"planning", "PL", WORD("Own planning")},
};
_Static_assert(sizeof kinds / sizeof *kinds == N_TIME_KINDS, "each kind of time has a row");

const char *time_kind_class(enum time_kind kind)
{
	assert((size_t)kind < sizeof kinds / sizeof *kinds);
	return kinds[kind].class;
}

const char *time_kind_code(enum time_kind kind)
{
	assert((size_t)kind < sizeof kinds / sizeof *kinds);
	return kinds[kind].code;
}

const char *time_kind_name(enum time_kind kind)
{
	assert((size_t)kind < sizeof kinds / sizeof *kinds);
	return kinds[kind].name;
}
