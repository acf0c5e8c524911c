/* xhstt: archives of the XHSTT format, the exchange format of school timetabling.
 *
 * An archive holds instances, and groups of solutions to them (usually one group for
 * one contributor), each solution perhaps with a report of its cost. Reading makes
 * weft_instances; solutions stay in a compact form from which a weft_solution can be
 * loaded, and into which one can be stored. docs/xhstt.md describes the format and
 * what this reader takes beyond it.
 *
 * Text and arrays live in the arena given to the reader; instances are owned by the
 * archive. An archive may be used by one thread at a time, its instances by any number.
 */
#ifndef WEFT_KIT_FORMATS_XHSTT_XHSTT_H
#define WEFT_KIT_FORMATS_XHSTT_XHSTT_H

#include "base/arena.h"
#include "base/err.h"
#include "base/vec.h"
#include "engine/instance.h"
#include "engine/solution.h"

#include <stdio.h>

/* Any member may be empty. Instances use all but publication, archives and groups all but
 * country. */
struct xhstt_metadata {
	struct str name, contributor, date, country, description, publication, remarks;
};

/* The resource assigned to a need (its position among those of the event). */
struct xhstt_use {
	uint32_t need, resource;
};

/* A solution event: a part of an event, when, and with which resources. */
struct xhstt_meet {
	uint32_t event;
	int32_t duration;
	uint32_t start;             /* time, or WEFT_NONE */
	VEC(struct xhstt_use) uses; /* of what is not preassigned */
};

/* In which list of a report a cost stands. */
enum xhstt_section { XHSTT_RESOURCES, XHSTT_EVENTS, XHSTT_EVENT_GROUPS };

/* What one constraint costs at one resource, event or event group. */
struct xhstt_report_line {
	enum xhstt_section section;
	struct str object, constraint; /* ids */
	int64_t cost;
	struct str description; /* may be empty */
};

/* The cost of a solution as its file says. */
struct xhstt_report {
	bool given;
	int64_t hard, soft;
	VEC(struct xhstt_report_line) lines;
};

struct xhstt_solution {
	const struct weft_instance *instance;
	uint32_t line;    /* in its file; 0 if made here */
	struct str fault; /* why it is no solution (xhstt_read_options); empty: it is one */
	struct str description, running_time; /* as written */
	VEC(struct xhstt_meet) meets;         /* in the order of the file */
	struct xhstt_report report;
};

struct xhstt_group {
	struct str id;
	struct xhstt_metadata metadata;
	VEC(struct xhstt_solution) solutions;
};

struct xhstt_archive {
	struct str id; /* may be empty */
	struct xhstt_metadata metadata;
	VEC(struct weft_instance *) instances;
	VEC(struct xhstt_group) groups;
};

enum {
	XHSTT_MAX_BYTES = 64 << 20, /* of a file, unless the options say otherwise */
	XHSTT_MAX_TIMES = 10000,
	XHSTT_MAX_GROUPS = 100000, /* of times; also of resources, of events */
	XHSTT_MAX_RESOURCES = 100000,
	XHSTT_MAX_TOTAL_DURATION = 4000000, /* of all events of an instance together */
	/* Bounds for memory: times x (resources + time groups); duration x needs, over all
	 * events; points of application x (times + resources). */
	XHSTT_MAX_CELLS = 1 << 27,
};

struct xhstt_read_options {
	const char *name;  /* of the file, for errors; NULL: errors begin with the line */
	size_t max_bytes;  /* 0: XHSTT_MAX_BYTES */
	bool keep_invalid; /* a solution that breaks its instance is kept with its fault and
			    * without meets; otherwise it is an error */
};

/* Read a whole archive. On failure *ret is untouched and err says file, line, column and
 * reason (ERR_INVALID), or that the file cannot be read (ERR_NOT_FOUND, ERR_SYSTEM).
 * options may be NULL. */
bool xhstt_read_text(struct arena *arena, struct str text, const struct xhstt_read_options *options,
		     struct xhstt_archive **ret, struct err *err)
	__attribute__((warn_unused_result));
bool xhstt_read_stream(struct arena *arena, FILE *stream, const struct xhstt_read_options *options,
		       struct xhstt_archive **ret, struct err *err)
	__attribute__((warn_unused_result));
/* The path is the name for errors. */
bool xhstt_read_file(struct arena *arena, const char *path,
		     const struct xhstt_read_options *options, struct xhstt_archive **ret,
		     struct err *err) __attribute__((warn_unused_result));

/* Frees the instances. NULL is allowed. */
void xhstt_archive_destroy(struct xhstt_archive *archive);

/* The instance of this id, or NULL. */
struct weft_instance *xhstt_find_instance(const struct xhstt_archive *archive, struct str id);

struct xhstt_write_options {
	bool new_cost_functions; /* the names of 2014 for older ones; see xhstt_modern.h */
	bool without_solutions;
};

/* Write an archive, to a stream or as text; the same archive gives the same bytes, and
 * reading them gives the same archive. ERR_INVALID for what the format cannot say: kinds
 * of constraint that are Weft's own, control characters. options may be NULL. */
bool xhstt_write(const struct xhstt_archive *archive, const struct xhstt_write_options *options,
		 FILE *stream, struct err *err) __attribute__((warn_unused_result));
bool xhstt_write_text(const struct xhstt_archive *archive,
		      const struct xhstt_write_options *options, struct arena *arena,
		      struct str *ret, struct err *err) __attribute__((warn_unused_result));

/* Make the engine's solution like the file's. An error if the file's has a fault. What
 * the file leaves out of an event is one unassigned meet. */
bool xhstt_solution_load(const struct xhstt_solution *from, struct weft_solution *to,
			 struct err *err) __attribute__((warn_unused_result));

/* The other way round, without description, running time and report. Only what is not
 * preassigned is stored as resources. */
void xhstt_solution_store(const struct weft_solution *from, struct arena *arena,
			  struct xhstt_solution *ret);

/* A report of what a solution costs, and where. A pair of events is reported at its
 * first event, an event resource at its event. */
void xhstt_report_make(struct weft_solution *solution, struct arena *arena,
		       struct xhstt_report *ret);

#endif
