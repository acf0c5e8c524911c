"""Install the front-end packages of a lock file into the build folder and copy single files out.

    npm_copy.py PACKAGE.json PACKAGE-LOCK.json FOLDER SOURCE=TARGET...

SOURCE is a path below node_modules. Nothing of the packages is run (--ignore-scripts), and
what is installed is checked against the hashes in the lock file.
"""
import pathlib
import shutil
import subprocess
import sys


def main():
    package, lock, folder, *copies = sys.argv[1:]
    folder = pathlib.Path(folder)
    folder.mkdir(parents=True, exist_ok=True)
    shutil.copyfile(package, folder / "package.json")
    shutil.copyfile(lock, folder / "package-lock.json")
    npm = shutil.which("npm")
    if npm is None:
        sys.exit("npm is missing: install the packages nodejs and npm")
    run = subprocess.run(
        [npm, "ci", "--ignore-scripts", "--no-audit", "--no-fund", "--loglevel=error"],
        cwd=folder, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, check=False)
    if run.returncode != 0:
        sys.exit(f"npm could not install the front-end packages:\n{run.stdout}")
    for copy in copies:
        source, target = copy.split("=", 1)
        shutil.copyfile(folder / "node_modules" / source, target)


if __name__ == "__main__":
    main()
