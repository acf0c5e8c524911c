#include "parts/school/zone_command.h"

#include "base/file.h"
#include "parts/school/zone_generate.h"
#include "parts/school/zone_report.h"

static bool run(struct command_call *call, struct err *err)
{
	struct str dir = arena_str(call->arena, call->word[0]);
	int64_t n_schools, seed;
	const struct zone *zone;
	struct zone_files files;

	/* An invented zone is never worth a real one. */
	if (file_exists(file_join(call->arena, dir, STR("zone.csv")).ptr))
		return err_set(err, ERR_INVALID,
			       "%.*s holds a zone already: name another folder, or remove it.",
			       STR_ARG(dir));
	if (!command_number(call, "schools", 6, 1, ZONE_MAX_GENERATED, &n_schools, err) ||
	    !command_number(call, "seed", 1, 0, INT64_MAX, &seed, err))
		return false;
	zone_generate(call->arena, (size_t)n_schools, (uint64_t)seed, &files);
	if (!zone_read_texts(call->arena, &files, &zone, NULL, err) ||
	    !zone_write_folder(zone, dir.ptr, err))
		return false;
	(void)fprintf(call->out, "Wrote %.*s: %.*s.\n", STR_ARG(dir),
		      STR_ARG(zone_summary(call->arena, zone)));
	return true;
}

const struct command zone_generate_command = {
	.name = "zone generate",
	.arguments = "DIR",
	.summary = "make up a zone of any size",
	.help = "Writes a zone folder with invented schools and people, in real proportions: "
		"valid, and\n"
		"such that every grade can have common planning. The same seed gives the same "
		"zone. A folder that holds a zone already is refused.\n"
		"\n"
		"    weft zone generate big --schools 100 --seed 7",
	.options = {{"schools", "N", "how many schools, 1 to 2000 (6)"},
		    {"seed", "S", "of the random choices (1)"}},
	.min_words = 1,
	.max_words = 1,
	.run = run,
};
