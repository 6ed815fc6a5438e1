package device

# METADATA
# title: A credential speaks for one device
# custom: {id: DEV-03}
deny contains {"rule": "DEV-03", "reason": "the certificate is not one of the device's"} if {
	"DEV-03" in examined
	input.credential.kind == "x509"
	not input.credential.fingerprint in input.device.fingerprints
}

deny contains {"rule": "DEV-03", "reason": "the credential speaks for another device"} if {
	"DEV-03" in examined
	input.credential.subject != input.device.id
}

deny contains {"rule": "DEV-03", "reason": "the credentials of this class are not bound to a device"} if {
	"DEV-03" in examined
	input.credential.bound_to == "none"
}

# Of a class, the model says whether its credentials are bound.
needs contains ["DEV-03", "credential.bound_to"] if {
	"DEV-03" in examined
	input.mode == "offline"
}

# Of a connection, certificate or subject say for whom it speaks.
needs contains ["DEV-03", fact] if {
	"DEV-03" in examined
	input.mode == "online"
	some fact in proof_of_binding
}

proof_of_binding contains "credential.kind"

proof_of_binding contains "device.id"

proof_of_binding contains fact if {
	input.credential.kind == "x509"
	some fact in ["credential.fingerprint", "device.fingerprints"]
}

proof_of_binding contains "credential.subject" if input.credential.kind != "x509"
