package device

# METADATA
# title: A credential is valid now and not revoked
# custom: {id: DEV-05}
deny contains {"rule": "DEV-05", "reason": "the credential is not valid yet"} if {
	"DEV-05" in examined
	input.now < input.credential.not_before
}

deny contains {"rule": "DEV-05", "reason": "the credential has expired"} if {
	"DEV-05" in examined
	input.now > input.credential.not_after
}

deny contains {"rule": "DEV-05", "reason": "the credential is revoked"} if {
	"DEV-05" in examined
	input.credential.revoked == true
}

# A class has no dates: that the decision point checks them is all one can say.
needs contains ["DEV-05", fact] if {
	"DEV-05" in examined
	input.mode == "online"
	some fact in ["now", "credential.revoked"]
}

needs contains ["DEV-05", "credential.not_after"] if {
	"DEV-05" in examined
	input.mode == "online"
	input.credential.kind in {"x509", "token"}
}
