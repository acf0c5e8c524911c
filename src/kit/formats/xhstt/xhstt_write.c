#include "kit/formats/xhstt/xhstt_write_internal.h"

static void put_if(struct writing *w, const char *name, struct str text)
{
	if (text.len > 0)
		xml_write_text(&w->xml, name, text);
}

static void put_archive_metadata(struct writing *w, const struct xhstt_metadata *m)
{
	if (m->name.len + m->contributor.len + m->date.len + m->description.len + m->remarks.len ==
	    0)
		return;
	xml_write_open(&w->xml, "MetaData");
	xml_write_text(&w->xml, "Name", m->name);
	xml_write_text(&w->xml, "Contributor", m->contributor);
	xml_write_text(&w->xml, "Date", m->date);
	xml_write_text(&w->xml, "Description", m->description);
	put_if(w, "Remarks", m->remarks);
	xml_write_close(&w->xml);
}

static void put_group_metadata(struct writing *w, const struct xhstt_metadata *m)
{
	xml_write_open(&w->xml, "MetaData");
	xml_write_text(&w->xml, "Contributor", m->contributor);
	xml_write_text(&w->xml, "Date", m->date);
	xml_write_text(&w->xml, "Description", m->description);
	put_if(w, "Publication", m->publication);
	put_if(w, "Remarks", m->remarks);
	xml_write_close(&w->xml);
}

static void put_meet(struct writing *w, const struct xhstt_meet *meet)
{
	const struct weft_instance *instance = w->instance;
	const struct weft_event *event = &instance->events[meet->event];

	xml_write_open(&w->xml, "Event");
	xml_write_attribute(&w->xml, "Reference", event->id);
	xml_write_number(&w->xml, "Duration", meet->duration);
	if (meet->start != WEFT_NONE)
		xhstt_put_reference(w, "Time", instance->times[meet->start].id);
	if (meet->uses.n > 0) {
		xml_write_open(&w->xml, "Resources");
		for (size_t i = 0; i < meet->uses.n; i++) {
			const struct xhstt_use *use = &meet->uses.at[i];

			xml_write_open(&w->xml, "Resource");
			xml_write_attribute(&w->xml, "Reference",
					    instance->resources[use->resource].id);
			xml_write_text(
				&w->xml, "Role",
				instance->event_resources[event->first_resource + use->need].role);
			xml_write_close(&w->xml);
		}
		xml_write_close(&w->xml);
	}
	xml_write_close(&w->xml);
}

/* --- reports --------------------------------------------------------------- */

/* The lines of one section; neighbours of the same object share its element. */
static void put_section(struct writing *w, const struct xhstt_report *report,
			enum xhstt_section section, const char *lists, const char *item)
{
	const struct xhstt_report_line *last = NULL;

	for (size_t i = 0; i < report->lines.n; i++) {
		const struct xhstt_report_line *line = &report->lines.at[i];

		if (line->section != section)
			continue;
		if (last == NULL)
			xml_write_open(&w->xml, lists);
		if (last == NULL || !str_eq(last->object, line->object)) {
			if (last != NULL)
				xml_write_close(&w->xml);
			xml_write_open(&w->xml, item);
			xml_write_attribute(&w->xml, "Reference", line->object);
		}
		xml_write_open(&w->xml, "Constraint");
		xml_write_attribute(&w->xml, "Reference", line->constraint);
		xml_write_number(&w->xml, "Cost", line->cost);
		put_if(w, "Description", line->description);
		xml_write_close(&w->xml);
		last = line;
	}
	if (last != NULL) {
		xml_write_close(&w->xml);
		xml_write_close(&w->xml);
	}
}

static void put_report(struct writing *w, const struct xhstt_report *report)
{
	xml_write_open(&w->xml, "Report");
	xml_write_number(&w->xml, "InfeasibilityValue", report->hard);
	xml_write_number(&w->xml, "ObjectiveValue", report->soft);
	put_section(w, report, XHSTT_RESOURCES, "Resources", "Resource");
	put_section(w, report, XHSTT_EVENTS, "Events", "Event");
	put_section(w, report, XHSTT_EVENT_GROUPS, "EventGroups", "EventGroup");
	xml_write_close(&w->xml);
}

/* --- the whole ------------------------------------------------------------- */

static bool put_solution(struct writing *w, const struct xhstt_solution *solution, struct err *err)
{
	if (solution->fault.len > 0)
		return err_set(err, ERR_INVALID, "Cannot write a solution that is none: %.*s",
			       STR_ARG(solution->fault));
	w->instance = solution->instance;
	xml_write_open(&w->xml, "Solution");
	xml_write_attribute(&w->xml, "Reference", solution->instance->id);
	put_if(w, "Description", solution->description);
	put_if(w, "RunningTime", solution->running_time);
	xml_write_open(&w->xml, "Events");
	for (size_t i = 0; i < solution->meets.n; i++)
		put_meet(w, &solution->meets.at[i]);
	xml_write_close(&w->xml);
	if (solution->report.given)
		put_report(w, &solution->report);
	xml_write_close(&w->xml);
	return true;
}

static bool put_group(struct writing *w, const struct xhstt_group *group, struct err *err)
{
	xhstt_open_with_id(w, "SolutionGroup", group->id);
	put_group_metadata(w, &group->metadata);
	for (size_t i = 0; i < group->solutions.n; i++)
		if (!put_solution(w, &group->solutions.at[i], err))
			return false;
	xml_write_close(&w->xml);
	return true;
}

static bool put_archive(struct writing *w, const struct xhstt_archive *archive, struct err *err)
{
	xml_write_open(&w->xml, "HighSchoolTimetableArchive");
	if (archive->id.len > 0)
		xml_write_attribute(&w->xml, "Id", archive->id);
	put_archive_metadata(w, &archive->metadata);
	xml_write_open(&w->xml, "Instances");
	for (size_t i = 0; i < archive->instances.n; i++)
		if (!xhstt_put_instance(w, archive->instances.at[i], err))
			return false;
	xml_write_close(&w->xml);
	if (archive->groups.n > 0 && !w->options.without_solutions) {
		xml_write_open(&w->xml, "SolutionGroups");
		for (size_t i = 0; i < archive->groups.n; i++)
			if (!put_group(w, &archive->groups.at[i], err))
				return false;
		xml_write_close(&w->xml);
	}
	xml_write_close(&w->xml);
	return xml_write_end(&w->xml, err);
}

static bool write_to(struct writing *w, const struct xhstt_archive *archive,
		     const struct xhstt_write_options *options, struct err *err)
{
	w->options = options == NULL ? (struct xhstt_write_options){0} : *options;
	return put_archive(w, archive, err);
}

bool xhstt_write(const struct xhstt_archive *archive, const struct xhstt_write_options *options,
		 FILE *stream, struct err *err)
{
	enum { BLOCK = 1 << 18 };
	struct arena *arena = arena_create(BLOCK);
	struct writing w = {0};
	bool ok;

	xml_write_begin(&w.xml, arena, stream);
	ok = write_to(&w, archive, options, err);
	arena_destroy(arena);
	return ok;
}

bool xhstt_write_text(const struct xhstt_archive *archive,
		      const struct xhstt_write_options *options, struct arena *arena,
		      struct str *ret, struct err *err)
{
	struct writing w = {0};

	xml_write_begin(&w.xml, arena, NULL);
	if (!write_to(&w, archive, options, err))
		return false;
	*ret = text_str(&w.xml.text);
	return true;
}
