{{/* What every object is called and found by. */}}
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

{{/* Pod Security "restricted": nobody's rights, nothing to write but a small /tmp. */}}
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

{{/* Pods of one part stand apart from one another. */}}
{{- define "besa.spread" -}}
topologySpreadConstraints:
  - maxSkew: 1
    topologyKey: kubernetes.io/hostname
    whenUnsatisfiable: ScheduleAnyway
    labelSelector:
      matchLabels:
        {{- include "besa.selector" . | nindent 8 }}
{{- end }}

{{/* Until a pod is cut off: the waits, 25 s that Besa takes at most after them, and a reserve. */}}
{{- define "besa.grace" -}}
{{ add .Values.shutdown.preStop .Values.shutdown.pause 35 }}
{{- end }}

{{/* One part that runs: how it answers for its health, and how long it may take to end. */}}
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
