package threagile

// likelihoods and impacts of individual risks, in the words of our scale.
var likelihoods = map[string]string{
	"unlikely": "unlikely", "likely": "likely", "very-likely": "highly-likely", "frequent": "almost-certain",
}

var impacts = map[string]string{
	"low": "minor", "medium": "moderate", "high": "major", "very-high": "severe",
}

// strides are the words that both languages use.
var strides = map[string]bool{
	"spoofing": true, "tampering": true, "repudiation": true, "information-disclosure": true,
	"denial-of-service": true, "elevation-of-privilege": true,
}

// counterparts are our rules that look for what a risk category of Threagile looks for.
var counterparts = map[string][]string{
	"unencrypted-communication":            {"GEN-01"},
	"missing-authentication":               {"GEN-02"},
	"unencrypted-asset":                    {"GEN-03"},
	"unguarded-access-from-internet":       {"GEN-04", "GEN-08"},
	"missing-authentication-second-factor": {"GEN-05"},
	"missing-network-segmentation":         {"GEN-06"},
	"untrusted-deserialization":            {"GEN-07"},
	"code-backdooring":                     {"SUP-03"},
	"push-instead-of-pull-deployment":      {"SUP-03"},
}
