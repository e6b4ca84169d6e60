{{/* The labels of every object, and the selector of the pods of one part. */}}
{{- define "besa.labels" -}}
app.kubernetes.io/name: besa
app.kubernetes.io/instance: {{ .Release.Name }}
app.kubernetes.io/version: {{ .Chart.AppVersion | quote }}
app.kubernetes.io/managed-by: {{ .Release.Service }}
{{- end }}

{{- define "besa.selector" -}}
app.kubernetes.io/name: besa
app.kubernetes.io/instance: {{ .root.Release.Name }}
app.kubernetes.io/component: {{ .part }}
{{- end }}

{{- define "besa.image" -}}
{{ .Values.image.repository }}@{{ .Values.image.digest }}
{{- end }}

{{/* Pod Security "restricted": no root, no privileges, and only a small /tmp is writable. */}}
{{- define "besa.pod" -}}
automountServiceAccountToken: false
enableServiceLinks: false
securityContext:
  runAsNonRoot: true
  runAsUser: 65532
  runAsGroup: 65532
  fsGroup: 65532
  seccompProfile:
    type: RuntimeDefault
{{- with .root.Values.image.pullSecrets }}
imagePullSecrets:
{{- range . }}
  - name: {{ . }}
{{- end }}
{{- end }}
volumes:
  - name: tmp
    emptyDir:
      sizeLimit: 256Mi
{{- end }}

{{- define "besa.container" -}}
image: {{ include "besa.image" .root }}
imagePullPolicy: {{ .root.Values.image.pullPolicy }}
securityContext:
  allowPrivilegeEscalation: false
  readOnlyRootFilesystem: true
  capabilities:
    drop: [ALL]
volumeMounts:
  - name: tmp
    mountPath: /tmp
{{- end }}

{{/* Spreads the pods of one part over the nodes. */}}
{{- define "besa.spread" -}}
topologySpreadConstraints:
  - maxSkew: 1
    topologyKey: kubernetes.io/hostname
    whenUnsatisfiable: ScheduleAnyway
    labelSelector:
      matchLabels:
        {{- include "besa.selector" . | nindent 8 }}
{{- end }}

{{/* Seconds until a pod is killed: preStop and pause, at most 25 s for Besa to stop, and 10 s of reserve. */}}
{{- define "besa.grace" -}}
{{ add .Values.shutdown.preStop .Values.shutdown.pause 35 }}
{{- end }}

{{/* Ports, environment and probes of a container that runs `besa serve`. */}}
{{- define "besa.serving" -}}
ports:
  - name: http
    containerPort: 8080
  - name: metrics
    containerPort: 9090
envFrom:
  - configMapRef:
      name: {{ .root.Release.Name }}-besa
  - secretRef:
      name: {{ .root.Values.secrets.app }}
startupProbe:
  httpGet: { path: /livez, port: http }
  periodSeconds: 2
  failureThreshold: 30
livenessProbe:
  httpGet: { path: /livez, port: http }
  periodSeconds: 10
readinessProbe:
  httpGet: { path: /readyz, port: http }
  periodSeconds: 5
  timeoutSeconds: 3
{{- end }}
