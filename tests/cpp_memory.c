/* Memory of libraries in C++, in builds with the address sanitizer.
 *
 * The solvers for clauses and for linear programs allocate each clause and row on its own, millions
 * of them. They are not compiled with the sanitizer, so that it sees none of their accesses, but
 * its malloc took two thirds of the time of the tests that solve. Their operators new and delete
 * are those of the C library here; memory of C, which is all of ours, is looked at as before. */
#include <stddef.h>
#include <stdlib.h>

/* glibc's own, under the names that no sanitizer replaces. */
void *__libc_malloc(size_t size);
void __libc_free(void *at);

/* operator new(size_t) and operator delete(void *); all other forms call these two. */
void *_Znwm(size_t size);
void _ZdlPv(void *at);

void *_Znwm(size_t size)
{
	void *at = __libc_malloc(size > 0 ? size : 1);

	if (at == NULL)
		abort();
	return at;
}

void _ZdlPv(void *at)
{
	__libc_free(at);
}
