/* audit: what must be possible to ask about later.
 *
 * Sign-ins, changes of permission, exports, reads of sensitive records. Entries
 * are only added; each carries a hash under the key of the installation over
 * itself and the entry before, and the end of the chain is kept beside it, so
 * that audit_verify() finds an entry that was changed, removed or put between.
 *
 * An entry names things by number and word. It never holds what was read or
 * written: the log of a confidential record must not be a copy of it.
 */
#ifndef WEFT_KIT_AUTH_AUDIT_H
#define WEFT_KIT_AUTH_AUDIT_H

#include "kit/auth/site.h"

struct audit_entry {
	int64_t seq, at_ms; /* set by audit_add() */
	int64_t account_id; /* who; 0: the command line, or nobody known */
	struct str action;  /* "sign-in.done", "role.granted", "export.zone", "read.sensitive" */
	struct str target;  /* "account 4711" */
	struct str detail;
	struct str address; /* of the client; "command" */
};

/* Add an entry; inside a transaction it stands or falls with the rest. */
bool audit_add(const struct site *site, const struct audit_entry *entry, struct err *err);

struct audit_filter {
	struct str action;  /* begins with; empty: all */
	int64_t account_id; /* 0: all */
	int64_t before_seq; /* for the next page; 0: from the newest */
	int64_t limit;      /* 1 to 1000 */
};

struct audit_list {
	struct audit_entry *at; /* newest first */
	size_t n;
};

bool audit_find(const struct site *site, struct arena *arena, const struct audit_filter *filter,
		struct audit_list *ret, struct err *err);

/* Walk the whole chain. *ret_bad is the first entry that is not as it was written (or is
 * missing), or 0; *ret_n the number of entries. */
bool audit_verify(const struct site *site, int64_t *ret_bad, int64_t *ret_n, struct err *err);

#endif
