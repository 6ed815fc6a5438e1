package device

# METADATA
# title: A credential is valid now and not revoked
# custom: {id: DEV-05}
deny contains {"rule": "DEV-05", "reason": "the credential is not valid yet"} if {
	examined("DEV-05")
	input.now < input.credential.not_before
}

deny contains {"rule": "DEV-05", "reason": "the credential has expired"} if {
	examined("DEV-05")
	input.now > input.credential.not_after
}

deny contains {"rule": "DEV-05", "reason": "the credential is revoked"} if {
	examined("DEV-05")
	input.credential.revoked == true
}

# A class has no dates: that the decision point checks them is all one can say.
needs contains {"rule": "DEV-05", "fact": fact} if {
	examined("DEV-05")
	input.mode == "online"
	some fact in ["now", "credential.revoked"]
}

needs contains {"rule": "DEV-05", "fact": "credential.not_after"} if {
	examined("DEV-05")
	input.mode == "online"
	input.credential.kind in {"x509", "token"}
}
