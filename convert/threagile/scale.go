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

// counterparts are our rules that look at a component, an asset or a host for what a risk category of Threagile looks for.
var counterparts = map[string][]string{
	"unencrypted-asset":                   {"GEN-03"},
	"unguarded-access-from-internet":      {"GEN-04", "GEN-08", "GEN-20"},
	"missing-network-segmentation":        {"GEN-06"},
	"untrusted-deserialization":           {"GEN-07"},
	"code-backdooring":                    {"GEN-10"},
	"xml-external-entity":                 {"GEN-13"},
	"missing-file-validation":             {"GEN-14"},
	"server-side-request-forgery":         {"GEN-17"},
	"mixed-targets-on-shared-runtime":     {"GEN-22"},
	"container-platform-escape":           {"GEN-23"},
	"missing-identity-provider-isolation": {"GEN-26"},
	"missing-vault-isolation":             {"GEN-26"},
	"unnecessary-data-asset":              {"GEN-27"},
	"unnecessary-technical-asset":         {"GEN-28"},
}

// linkCounterparts are those that look at a flow.
var linkCounterparts = map[string][]string{
	"unencrypted-communication":            {"GEN-01", "GEN-09"},
	"missing-authentication":               {"GEN-02"},
	"missing-authentication-second-factor": {"GEN-05"},
	"sql-nosql-injection":                  {"GEN-12"},
	"ldap-injection":                       {"GEN-12"},
	"search-query-injection":               {"GEN-12"},
	"path-traversal":                       {"GEN-15"},
	"cross-site-request-forgery":           {"GEN-18"},
	"unguarded-direct-datastore-access":    {"GEN-21"},
	"push-instead-of-pull-deployment":      {"GEN-24"},
	"missing-identity-propagation":         {"GEN-25"},
}
