/* weft year explain --lab: why a lab is where it is, and why it cannot be elsewhere. */
#include "parts/year/year_command.h"

#include "base/date.h"
#include "base/json.h"
#include "base/text.h"
#include "parts/year/year_internal.h"
#include "parts/year/year_move.h"
#include "parts/year/year_report.h"
#include "parts/year/year_money.h"
#include "parts/year/year_source.h"

struct asking {
	struct command_call *call;
	struct year_problem problem;
	struct year_plan plan;
	size_t lab;
};

/* "HH-3-math/2" */
static bool find_lab(struct asking *a, struct err *err)
{
	struct str word = command_text(a->call, "lab", "");
	struct year_lab_key key = {.plan = word};
	size_t slash = word.len;

	while (slash > 0 && word.ptr[slash - 1] != '/')
		slash--;
	if (slash > 0) {
		key.plan = str_slice(word, 0, slash - 1);
		if (!str_to_i64(str_slice(word, slash, word.len), &key.number))
			key.number = 0;
	}
	a->lab = year_find_lab(&a->problem, key);
	if (a->lab != SIZE_MAX)
		return true;
	return err_set(err, ERR_NOT_FOUND,
		       "There is no lab \"%.*s\"; a lab is named by its plan and number, as in "
		       "HH-3-math/2.",
		       STR_ARG(str_utf8_cut(word, 60)));
}

/* Why it is here: what the school promised, and who held it fast. */
static struct str why_here(const struct asking *a)
{
	const struct zone *zone = a->problem.zone;
	const struct zone_lab_plan *plan = &zone->lab_plans.at[a->problem.labs[a->lab].plan];
	const struct year_place *place = &a->plan.at[a->lab];
	struct text text;

	text_init(&text, a->call->arena);
	text_printf(&text, "One of %d labs of plan %.*s.", plan->count, STR_ARG(plan->code));
	if (plan->commitment != ZONE_NONE)
		text_printf(&text, " It serves: %.*s",
			    STR_ARG(zone->commitments.at[plan->commitment].text));
	if (place->locked)
		text_printf(&text, " It is locked%s%.*s%s%.*s.", place->who.len > 0 ? " by " : "",
			    STR_ARG(place->who), place->reason.len > 0 ? ": " : "",
			    STR_ARG(place->reason));
	return text_str(&text);
}

static struct str price_of(const struct asking *a, int64_t cents)
{
	return cents > 0 ? arena_printf(a->call->arena, " (%.*s a year)",
					STR_ARG(year_money(a->call->arena, cents)))
			 : STR("");
}

static void print_target(const struct asking *a, const struct year_target *target)
{
	struct arena *arena = a->call->arena;

	(void)fprintf(a->call->out, "%.*s: %s\n", STR_ARG(year_short_date(arena, target->date)),
		      target->stands  ? "the lab is there."
		      : target->legal ? "the lab could be there."
				      : "the lab cannot be there.");
	for (size_t i = 0; i < target->n_reasons; i++)
		(void)fprintf(a->call->out, "  %s%.*s%.*s\n",
			      target->reasons[i].must ? "" : "Wished otherwise: ",
			      STR_ARG(target->reasons[i].sentence),
			      STR_ARG(price_of(a, target->reasons[i].price_cents)));
}

static void put_target(const struct asking *a, struct json_writer *json,
		       const struct year_target *target)
{
	json_begin_object(json);
	json_pair_str(json, "date", date_text(a->call->arena, target->date));
	json_pair_bool(json, "stands", target->stands);
	json_pair_bool(json, "legal", target->legal);
	json_pair_i64(json, "substitutes", target->substitutes);
	json_key(json, "reasons");
	json_begin_array(json);
	for (size_t i = 0; i < target->n_reasons; i++) {
		const struct year_reason *reason = &target->reasons[i];

		json_begin_object(json);
		json_pair_str(json, "rule",
			      reason->rule == ZONE_NONE
				      ? STR("")
				      : a->problem.zone->rules.at[reason->rule].code);
		json_pair_bool(json, "must", reason->must);
		json_pair_str(json, "sentence", reason->sentence);
		json_key(json, "price_cents");
		if (reason->price_cents < 0)
			json_put_null(json);
		else
			json_put_i64(json, reason->price_cents);
		json_end(json);
	}
	json_end(json);
	json_end(json);
}

/* The date asked for; without one, where the lab is and every other date that breaks no rule. */
static struct year_targets targets_of(const struct asking *a, int32_t date)
{
	struct arena *arena = a->call->arena;
	struct year_targets all;
	struct year_target *kept;
	size_t n = 0;

	if (date != ZONE_UNSET) {
		kept = arena_new(arena, struct year_target);
		*kept = year_target_on(arena, &a->problem, &a->plan, a->lab, date);
		return (struct year_targets){kept, 1};
	}
	all = year_targets_of(arena, &a->problem, &a->plan, a->lab);
	kept = arena_array(arena, struct year_target, all.n + 1);
	for (size_t i = 0; i < all.n; i++)
		if (all.at[i].stands || all.at[i].legal)
			kept[n++] = all.at[i];
	return (struct year_targets){kept, n};
}

static void print_json(const struct asking *a, const struct year_targets *targets)
{
	struct json_writer json;
	struct text text;

	text_init(&text, a->call->arena);
	json_writer_init(&json, &text);
	json_begin_object(&json);
	json_pair_str(&json, "lab", year_lab_name(a->call->arena, &a->problem, a->lab));
	json_pair_str(&json, "why", why_here(a));
	json_key(&json, "dates");
	json_begin_array(&json);
	for (size_t i = 0; i < targets->n; i++)
		put_target(a, &json, &targets->at[i]);
	json_end(&json);
	json_end(&json);
	(void)fprintf(a->call->out, "%.*s\n", STR_ARG(text_str(&text)));
}

bool year_explain_lab(struct command_call *call, struct err *err)
{
	struct asking a = {.call = call};
	struct str word = command_text(call, "date", "");
	struct year_targets targets;
	int32_t date = ZONE_UNSET;
	bool found;

	if ((word.len > 0 && !date_parse(word, &date, err)) ||
	    !year_source_problem(call, &a.problem, err) ||
	    !year_source_plan(call, &a.problem, &a.plan, &found, err))
		return false;
	if (!found)
		return err_set(
			err, ERR_INVALID,
			"Say which plan with --labs FILE; 'weft year solve --out' makes one.");
	if (!find_lab(&a, err))
		return false;
	targets = targets_of(&a, date);
	if (command_has(call, "json")) {
		print_json(&a, &targets);
	} else {
		(void)fprintf(call->out, "%.*s\n%.*s\n",
			      STR_ARG(year_lab_name(call->arena, &a.problem, a.lab)),
			      STR_ARG(why_here(&a)));
		for (size_t i = 0; i < targets.n; i++)
			print_target(&a, &targets.at[i]);
	}
	if (date != ZONE_UNSET && targets.n > 0 && !targets.at[0].legal)
		call->exit = COMMAND_NO;
	return true;
}
