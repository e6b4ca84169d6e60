"""Checks the rendered chart: each object against the Kubernetes schemas, and against our own rules.

check.py FILE: prints a line for each error, and exits with 1 if there is one.
"""

import sys

import kubernetes_validate
import yaml

KUBERNETES = "1.29"
EXPECTED = {
    "ConfigMap": 1,
    "Deployment": 2,
    "Job": 1,
    "Service": 1,
    "Ingress": 1,
    "HorizontalPodAutoscaler": 1,
    "PodDisruptionBudget": 2,
    "NetworkPolicy": 3,
}


# Maximum time, in seconds, that Besa needs to stop after it no longer accepts connections (GRACE and RESERVE in
# server/src/serve.rs).
DRAIN = 25


def pods(documents):
    """Returns every pod template with the name of its owner."""
    for document in documents:
        template = document.get("spec", {}).get("template")
        if template:
            yield document["metadata"]["name"], template


def faults_of_pod(name, template):
    spec = template["spec"]
    if spec.get("automountServiceAccountToken") is not False:
        yield f"{name}: the pod is given a token of the cluster"
    context = spec.get("securityContext", {})
    if not context.get("runAsNonRoot") or context.get("seccompProfile", {}).get("type") != "RuntimeDefault":
        yield f"{name}: the pod may run as root, or without the runtime's seccomp profile"
    if any(set(volume) - {"name", "emptyDir"} for volume in spec.get("volumes", [])):
        yield f"{name}: a volume that is no small scratch folder"
    for container in spec["containers"]:
        context = container.get("securityContext", {})
        if context.get("allowPrivilegeEscalation") is not False:
            yield f"{name}: privileges can be gained"
        if not context.get("readOnlyRootFilesystem"):
            yield f"{name}: its files can be written"
        if context.get("capabilities", {}).get("drop") != ["ALL"]:
            yield f"{name}: capabilities are kept"
        if "@sha256:" not in container["image"]:
            yield f"{name}: the image is not named by its digest"
        resources = container.get("resources", {})
        if "memory" not in resources.get("limits", {}) or "cpu" not in resources.get("requests", {}):
            yield f"{name}: no bounds"
        for entry in container.get("env", []):
            if any(word in entry["name"] for word in ("_URL", "PASSWORD", "SECRET", "KEY")):
                yield f"{name}: {entry['name']} is written out"
        if name.endswith(("-web", "-worker")):
            for probe in ("startupProbe", "livenessProbe", "readinessProbe"):
                if probe not in container:
                    yield f"{name}: no {probe}"
        secrets = {source["secretRef"]["name"] for source in container["envFrom"] if "secretRef" in source}
        wanted = {"besa-owner"} if name.endswith("-migrate") else {"besa"}
        if secrets != wanted:
            yield f"{name}: it reads the secrets {sorted(secrets)}"


def faults_of_shutdown(document, pause):
    """On shutdown, requests must still be accepted for a while, and requests in progress need time to finish."""
    name, spec = document["metadata"]["name"], document["spec"]["template"]["spec"]
    wait = 0
    for container in spec["containers"]:
        hook = container.get("lifecycle", {}).get("preStop")
        if hook:
            wait = int(hook["exec"]["command"][1])
    if name.endswith("-web") and (wait < 1 or pause < 1):
        yield f"{name}: it stops before load balancers have heard of it"
    if spec["terminationGracePeriodSeconds"] < wait + pause + DRAIN:
        yield f"{name}: it is cut off before its work is done"


def faults(documents):
    counts = {}
    for document in documents:
        counts[document["kind"]] = counts.get(document["kind"], 0) + 1
        try:
            kubernetes_validate.validate(document, KUBERNETES, strict=True)
        except kubernetes_validate.ValidationError as error:
            yield f"{document['kind']} {document['metadata']['name']}: {error.message}"
        if document["kind"] == "Secret":
            yield "a Secret is written out"
    if counts != EXPECTED:
        yield f"objects: {counts}"
    fenced = set()
    for policy in (document for document in documents if document["kind"] == "NetworkPolicy"):
        if sorted(policy["spec"]["policyTypes"]) != ["Egress", "Ingress"]:
            yield f"{policy['metadata']['name']}: one way is open"
        fenced.add(policy["spec"]["podSelector"]["matchLabels"]["app.kubernetes.io/component"])
    for name, template in pods(documents):
        yield from faults_of_pod(name, template)
        if template["metadata"]["labels"]["app.kubernetes.io/component"] not in fenced:
            yield f"{name}: no network policy is about it"
    config = next(document for document in documents if document["kind"] == "ConfigMap")
    pause = int(config["data"]["BESA_SHUTDOWN_PAUSE"])
    for document in documents:
        if document["kind"] == "Deployment":
            yield from faults_of_shutdown(document, pause)
    for secret in ("BESA_DATABASE_URL", "BESA_DATABASE_OWNER_URL", "BESA_REDIS_URL", "BESA_SMTP_URL"):
        if secret in config["data"]:
            yield f"{secret} is no secret any more"


if __name__ == "__main__":
    with open(sys.argv[1], encoding="utf-8") as file:
        rendered = [document for document in yaml.safe_load_all(file) if document]
    found = list(faults(rendered))
    print("\n".join(found) or f"{len(rendered)} objects are as they should be")
    sys.exit(bool(found))
