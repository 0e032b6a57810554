{{- define "ironwake.name" -}}
{{- .Chart.Name | trunc 63 | trimSuffix "-" -}}
{{- end -}}

{{- define "ironwake.fullname" -}}
{{- if contains .Chart.Name .Release.Name -}}
{{- .Release.Name | trunc 52 | trimSuffix "-" -}}
{{- else -}}
{{- printf "%s-%s" .Release.Name .Chart.Name | trunc 52 | trimSuffix "-" -}}
{{- end -}}
{{- end -}}

{{- define "ironwake.selector" -}}
app.kubernetes.io/name: {{ include "ironwake.name" . }}
app.kubernetes.io/instance: {{ .Release.Name }}
{{- end -}}

{{- define "ironwake.labels" -}}
helm.sh/chart: {{ printf "%s-%s" .Chart.Name .Chart.Version | replace "+" "_" }}
{{ include "ironwake.selector" . }}
app.kubernetes.io/version: {{ .Chart.AppVersion | quote }}
app.kubernetes.io/managed-by: {{ .Release.Service }}
{{- end -}}

{{- define "ironwake.secret" -}}
{{- .Values.secrets.existingSecret | default (include "ironwake.fullname" .) -}}
{{- end -}}

{{- define "ironwake.rackConfigMap" -}}
{{- if .Values.rack.existingConfigMap -}}
{{- .Values.rack.existingConfigMap -}}
{{- else if .Values.rack.content -}}
{{- printf "%s-rack" (include "ironwake.fullname" .) -}}
{{- end -}}
{{- end -}}

{{/* The source of a folder: a claim, a folder of the node, or an empty one. */}}
{{- define "ironwake.volumeSource" -}}
{{- if .existingClaim -}}
persistentVolumeClaim:
  claimName: {{ .existingClaim | quote }}
{{- else if .hostPath -}}
hostPath:
  path: {{ .hostPath | quote }}
  type: Directory
{{- else -}}
emptyDir: {}
{{- end -}}
{{- end -}}

{{/* An address to listen on: the named one, or the pod's. */}}
{{- define "ironwake.listen" -}}
{{- if . -}}
value: {{ . | quote }}
{{- else -}}
valueFrom:
  fieldRef:
    fieldPath: status.podIP
{{- end -}}
{{- end -}}
