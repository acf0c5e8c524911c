#include "kit/jobs/job_shared.h"

#include <errno.h>
#include <string.h>
#include <sys/mman.h>

struct job_shared *job_shared_create(struct err *err)
{
	void *memory = mmap(NULL, sizeof(struct job_shared), PROT_READ | PROT_WRITE,
			    MAP_SHARED | MAP_ANONYMOUS, -1, 0);

	if (memory == MAP_FAILED) {
		(void)err_set(err, ERR_SYSTEM, "Cannot get memory for a job: %s.", strerror(errno));
		return NULL;
	}
	return memory;
}

void job_shared_destroy(struct job_shared *shared)
{
	if (shared != NULL)
		(void)munmap(shared, sizeof *shared);
}

/* Text that a database takes: well-formed, without NUL, not too long. */
static struct str clean(struct arena *arena, const char *bytes, size_t len, size_t max)
{
	struct str text = arena_str(arena, (struct str){bytes, len <= max ? len : 0});
	const char *nul = text.len == 0 ? NULL : memchr(text.ptr, '\0', text.len);

	if (nul != NULL)
		text.len = (size_t)(nul - text.ptr);
	return str_is_utf8(text, NULL) ? text : STR("");
}

bool job_shared_read_progress(struct job_shared *shared, struct arena *arena, unsigned *known,
			      int64_t *ret_permille, struct str *ret_message)
{
	enum { TRIES = 100 };
	char message[JOB_MAX_MESSAGE];

	for (int i = 0; i < TRIES; i++) {
		unsigned before = atomic_load(&shared->sequence);
		int64_t permille = shared->permille;
		size_t len = shared->message_len;

		if (before == *known)
			return false;
		memcpy(message, shared->message, sizeof message);
		atomic_thread_fence(memory_order_acquire);
		if (before % 2 != 0 || atomic_load(&shared->sequence) != before)
			continue;
		*known = before;
		*ret_permille = permille < 0 ? 0 : permille > 1000 ? 1000 : permille;
		*ret_message = clean(arena, message, len, sizeof message);
		return true;
	}
	return false;
}

enum job_ending job_shared_read_ending(struct job_shared *shared, struct arena *arena,
				       struct str *ret_result, struct err *ret_err)
{
	int ending = atomic_load(&shared->ending);
	size_t len = shared->result_len;
	struct str text;

	if (ending == JOB_ENDING_OK && len <= JOB_MAX_RESULT) {
		*ret_result = arena_str(arena, (struct str){shared->result, len});
		return JOB_ENDING_OK;
	}
	if (ending != JOB_ENDING_ERR)
		return JOB_ENDING_NONE;
	text = clean(arena, shared->err.text, sizeof shared->err.text, sizeof shared->err.text);
	(void)err_set(ret_err, shared->err.kind, "%.*s", STR_ARG(text));
	return JOB_ENDING_ERR;
}
