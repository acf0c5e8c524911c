/* weft cover owed, lost and pay: learning time that cover cost. */
#include "parts/cover/cover_command.h"

#include "base/date.h"
#include "base/json.h"
#include "parts/cover/cover_source.h"

static struct str name_of(const struct zone *zone, const struct cover_owed *owed)
{
	return owed->person != ZONE_NONE ? zone->people.at[owed->person].name
					 : zone->teams.at[owed->team].name;
}

static void print_one(struct command_call *call, const struct zone *zone,
		      const struct cover_owed *owed)
{
	bool first = true;

	(void)fprintf(call->out, "%.*s: %d minutes are owed (", STR_ARG(name_of(zone, owed)),
		      owed->owed);
	for (int k = 0; k < WEEK_N_LOST; k++)
		if (owed->lost_minutes[k] > 0) {
			(void)fprintf(call->out, "%s%d of %s", first ? "" : ", ",
				      owed->lost_minutes[k],
				      week_lost_name((enum week_lost_kind)k));
			first = false;
		}
	(void)fprintf(call->out, " lost, %d paid back)\n", owed->paid);
}

static void print_json(struct command_call *call, const struct zone *zone,
		       const struct cover_owed_list *list)
{
	struct json_writer json;
	struct text text;

	text_init(&text, call->arena);
	json_writer_init(&json, &text);
	json_begin_object(&json);
	json_key(&json, "owed");
	json_begin_array(&json);
	for (size_t i = 0; i < list->n; i++) {
		const struct cover_owed *owed = &list->at[i];

		json_begin_object(&json);
		json_pair_str(&json, owed->person != ZONE_NONE ? "person" : "team",
			      owed->person != ZONE_NONE ? zone->people.at[owed->person].code
							: zone->teams.at[owed->team].code);
		json_pair_i64(&json, "lost_minutes", owed->lost);
		json_pair_i64(&json, "paid_minutes", owed->paid);
		json_pair_i64(&json, "owed_minutes", owed->owed);
		json_end(&json);
	}
	json_end(&json);
	json_end(&json);
	(void)fprintf(call->out, "%.*s\n", STR_ARG(text_str(&text)));
}

/* From --since, else from the first day of the year, to --date. */
static bool read_since(struct command_call *call, const struct cover_book *source, int32_t *ret,
		       struct err *err)
{
	*ret = source->problem.first;
	return !command_has(call, "since") || date_parse(command_text(call, "since", ""), ret, err);
}

static bool owed_work(struct command_call *call, struct cover_book *source, struct err *err)
{
	int32_t dates[2] = {0, source->view.date};
	struct cover_owed_list list;

	if (!read_since(call, source, &dates[0], err) ||
	    !cover_owed_of(source->site.db, call->arena, source->problem.zone, &source->view.places,
			   dates, &list, err))
		return false;
	if (command_has(call, "json")) {
		print_json(call, source->problem.zone, &list);
		return true;
	}
	for (size_t i = 0; i < list.n; i++)
		print_one(call, source->problem.zone, &list.at[i]);
	if (list.n == 0)
		(void)fprintf(call->out, "Cover has cost nobody learning time.\n");
	return true;
}

static bool owed(struct command_call *call, struct err *err)
{
	return cover_source_with(call, owed_work, err);
}

#define OWED_OPTIONS                                                       \
	COVER_ZONE_OPTION, DB_OPTION, COVER_KEY_OPTION, COVER_DATE_OPTION, \
	{                                                                  \
		"since", "DATE", "from this date (the first of the year)"  \
	}

const struct command cover_owed_command = {
	.name = "cover owed",
	.arguments = "",
	.summary = "minutes that people and teams lost by standing in, and are owed",
	.help = "What was lost until --date, by kind, what was paid back, and what is owed. The "
		"minutes of a team's meeting are owed to the person who was taken from it and to "
		"the team.\n"
		"\n"
		"    weft cover owed --date 2026-12-18",
	.options = {OWED_OPTIONS, COMMAND_JSON},
	.run = owed,
};

/* PLAN/NUMBER, as "weft year show" has it. */
static bool read_lab(struct str word, struct year_lab_key *ret, struct err *err)
{
	size_t slash = word.len;

	while (slash > 0 && word.ptr[slash - 1] != '/')
		slash--;
	if (slash > 1 &&
	    str_to_i64((struct str){word.ptr + slash, word.len - slash}, &ret->number)) {
		ret->plan = (struct str){word.ptr, slash - 1};
		return true;
	}
	return err_set(err, ERR_INVALID, "\"%.*s\" is not a lab: write it as PLAN/NUMBER.",
		       STR_ARG(str_utf8_cut(word, 60)));
}

static bool lost_work(struct command_call *call, struct cover_book *source, struct err *err)
{
	struct year_lab_key lab;

	if (!read_lab(call->word[0], &lab, err))
		return false;
	if (!cover_desk_lab_lost(call->arena, &source->view, &source->actor, lab, err))
		return false;
	if (command_has(call, "json"))
		return owed_work(call, source, err);
	(void)fprintf(call->out, "%.*s did not take place; its team is owed the time.\n",
		      STR_ARG(call->word[0]));
	return true;
}

static bool lost(struct command_call *call, struct err *err)
{
	return cover_source_with(call, lost_work, err);
}

const struct command cover_lost_command = {
	.name = "cover lost",
	.arguments = "LAB",
	.summary = "note that a lab did not take place, for want of cover",
	.help = "LAB is a lab of --date, as 'weft year show' writes it. Its minutes, without "
		"lunch, "
		"are owed to the team until they are paid back. --json prints what is owed "
		"afterwards.\n"
		"\n"
		"    weft cover lost HH-K-math/1 --date 2026-09-28",
	.options = {OWED_OPTIONS, COMMAND_JSON},
	.min_words = 1,
	.max_words = 1,
	.run = lost,
};

static bool pay_work(struct command_call *call, struct cover_book *source, struct err *err)
{
	const struct zone *zone = source->problem.zone;
	struct cover_repayment r = {.date = source->view.date, .team = ZONE_NONE};
	int64_t minutes;
	int32_t since;

	r.person = zone_find(zone, ZONE_T_PEOPLE, call->word[0]);
	if (r.person == ZONE_NONE)
		r.team = zone_find(zone, ZONE_T_TEAMS, call->word[0]);
	if (r.person == ZONE_NONE && r.team == ZONE_NONE)
		return err_set(err, ERR_INVALID, "There is no person or team \"%.*s\".",
			       STR_ARG(str_utf8_cut(call->word[0], 60)));
	if (!str_to_i64(call->word[1], &minutes) || minutes < 1 || minutes > 100000)
		return err_set(err, ERR_INVALID, "Say how many minutes.");
	if (!cover_payment_find(command_text(call, "by", "time"), &r.payment))
		return err_set(err, ERR_INVALID, "--by is time, team, money or lab.");
	r.minutes = (int32_t)minutes;
	r.note = command_text(call, "note", "");
	if (!read_since(call, source, &since, err) ||
	    !cover_owed_pay(source->site.db, call->arena, zone, &source->view.places, &r, since,
			    err))
		return false;
	return !command_has(call, "json") || owed_work(call, source, err);
}

static bool pay(struct command_call *call, struct err *err)
{
	return cover_source_with(call, pay_work, err);
}

const struct command cover_pay_command = {
	.name = "cover pay",
	.arguments = "WHO MINUTES",
	.summary = "note that minutes were paid back, and by what",
	.help = "WHO is the code of a person or a team. --json prints what is owed afterwards.\n"
		"\n"
		"    weft cover pay HH-IN1 40 --date 2026-10-20 --by time --note \"Friday, first "
		"period\"",
	.options = {OWED_OPTIONS,
		    {"by", "WHAT", "time, team, money or lab (time)"},
		    {"note", "TEXT", "for whoever asks later"},
		    COMMAND_JSON},
	.min_words = 2,
	.max_words = 2,
	.run = pay,
};
