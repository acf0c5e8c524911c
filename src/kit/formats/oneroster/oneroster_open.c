#include "kit/formats/oneroster/oneroster.h"

#include "base/file.h"

#include <string.h>
#include <zip.h>

static const char *const names[ROSTER_N_FILES] = {
	"manifest.csv", "academicSessions.csv", "orgs.csv",
	"courses.csv",  "classes.csv",          "users.csv",
	"roles.csv",    "enrollments.csv",
};

const char *roster_file_name(enum roster_file file)
{
	return names[file];
}

static bool find_name(const char *name, enum roster_file *ret)
{
	for (int f = 0; f < ROSTER_N_FILES; f++) {
		if (strcmp(name, names[f]) == 0) {
			*ret = (enum roster_file)f;
			return true;
		}
	}
	return false;
}

/* ---- ZIP ---- */

/* Whether an entry may be there at all, wanted or not: a name in a folder, an absolute one, one
 * with
 * "..", is the mark of an archive that was not made by a roster program. */
static bool check_entry(const zip_stat_t *entry, struct err *err)
{
	if ((entry->valid & (ZIP_STAT_NAME | ZIP_STAT_SIZE | ZIP_STAT_COMP_SIZE)) !=
	    (ZIP_STAT_NAME | ZIP_STAT_SIZE | ZIP_STAT_COMP_SIZE))
		return err_set(err, ERR_INVALID, "The ZIP file has an entry without name or size.");
	if (strpbrk(entry->name, "/\\:") != NULL || strstr(entry->name, "..") != NULL)
		return err_set(err, ERR_INVALID,
			       "The ZIP file has folders; a roster has its files at the top.");
	if ((entry->valid & ZIP_STAT_ENCRYPTION_METHOD) && entry->encryption_method != ZIP_EM_NONE)
		return err_set(err, ERR_INVALID, "%.60s in the ZIP file is encrypted.",
			       entry->name);
	if (entry->size > ROSTER_MAX_FILE_BYTES)
		return err_set(err, ERR_INVALID, "%.60s unpacks to more than 64 MB.", entry->name);
	if (entry->size > (1 << 20) && entry->size / ROSTER_MAX_RATIO > entry->comp_size)
		return err_set(err, ERR_INVALID, "%.60s is packed suspiciously tight.",
			       entry->name);
	return true;
}

static bool read_entry(struct arena *arena, zip_t *zip, const zip_stat_t *entry, struct str *ret,
		       struct err *err)
{
	zip_file_t *file = zip_fopen_index(zip, entry->index, 0);
	char *bytes = arena_array(arena, char, (size_t)entry->size + 1);
	zip_int64_t n;

	if (file == NULL)
		return err_set(err, ERR_INVALID, "%.60s cannot be unpacked: %s.", entry->name,
			       zip_strerror(zip));
	/* One byte more than was declared: a longer entry is a lie. */
	n = zip_fread(file, bytes, entry->size + 1);
	(void)zip_fclose(file);
	if (n < 0 || (zip_uint64_t)n != entry->size)
		return err_set(err, ERR_INVALID, "%.60s in the ZIP file is damaged.", entry->name);
	*ret = (struct str){bytes, (size_t)n};
	return true;
}

static bool read_zip(struct arena *arena, zip_t *zip, struct roster_files *ret, struct err *err)
{
	zip_int64_t n = zip_get_num_entries(zip, 0);
	struct roster_files files = {0};
	zip_uint64_t total = 0;

	if (n < 0 || n > ROSTER_MAX_ENTRIES)
		return err_set(err, ERR_INVALID, "The ZIP file has more than %d entries.",
			       ROSTER_MAX_ENTRIES);
	for (zip_int64_t i = 0; i < n; i++) {
		enum roster_file file;
		zip_stat_t entry;

		if (zip_stat_index(zip, (zip_uint64_t)i, 0, &entry) != 0)
			return err_set(err, ERR_INVALID, "The ZIP file is damaged.");
		if (!check_entry(&entry, err))
			return false;
		total += entry.size;
		if (total > ROSTER_MAX_TOTAL_BYTES)
			return err_set(err, ERR_INVALID,
				       "The ZIP file unpacks to more than 256 MB.");
		if (!find_name(entry.name, &file))
			continue;
		if (files.file[file].ptr != NULL)
			return err_set(err, ERR_INVALID, "%s is in the ZIP file twice.",
				       names[file]);
		if (!read_entry(arena, zip, &entry, &files.file[file], err))
			return false;
	}
	*ret = files;
	return true;
}

bool roster_unzip(struct arena *arena, struct str bytes, struct roster_files *ret, struct err *err)
{
	zip_error_t fault;
	zip_source_t *source;
	zip_t *zip;
	bool ok;

	zip_error_init(&fault);
	source = zip_source_buffer_create(bytes.ptr, bytes.len, 0, &fault);
	zip = source == NULL ? NULL : zip_open_from_source(source, ZIP_RDONLY, &fault);
	if (zip == NULL) {
		if (source != NULL)
			zip_source_free(source);
		(void)err_set(err, ERR_INVALID, "This is no ZIP file that can be read: %s.",
			      zip_error_strerror(&fault));
		zip_error_fini(&fault);
		return false;
	}
	ok = read_zip(arena, zip, ret, err);
	zip_discard(zip);
	zip_error_fini(&fault);
	return ok;
}

/* ---- Folder ---- */

static bool read_folder(struct arena *arena, const char *path, struct roster_files *ret,
			struct err *err)
{
	struct roster_files files = {0};

	for (int f = 0; f < ROSTER_N_FILES; f++) {
		struct str name = file_join(arena, str_from(path), str_from(names[f]));

		if (file_exists(name.ptr) &&
		    !file_read(arena, name.ptr, ROSTER_MAX_FILE_BYTES, &files.file[f], err))
			return false;
	}
	*ret = files;
	return true;
}

bool roster_open(struct arena *arena, const char *path, struct roster_files *ret, struct err *err)
{
	struct str bytes;

	if (file_is_folder(path))
		return read_folder(arena, path, ret, err);
	return file_read(arena, path, ROSTER_MAX_TOTAL_BYTES, &bytes, err) &&
	       roster_unzip(arena, bytes, ret, err);
}
