package policies

import (
	"regexp"
	"strings"
	"testing"
)

// shapes are the catalogues that rules may name, and how their identifiers look.
// That they exist is tested in risk, which knows the tables.
var shapes = map[string]*regexp.Regexp{
	"CCM":         regexp.MustCompile(`^(A&A|AIS|BCR|CCC|CEK|DCS|DSP|GRC|HRS|IAM|IPY|IVS|LOG|SEF|STA|TVM|UEM)-[0-9]{2}$`),
	"NIST-800-53": regexp.MustCompile(`^[A-Z]{2}-[0-9]+(\.[0-9]+)?$`),
	"NIST-CSF":    regexp.MustCompile(`^(GV|ID|PR|DE|RS|RC)\.[A-Z]{2}-[0-9]{2}$`),
	"ISO-27017":   regexp.MustCompile(`^CLD\.[0-9]+\.[0-9]+\.[0-9]+$`),
	"ETSI-303645": regexp.MustCompile(`^5\.[0-9]+(-[0-9]+)?$`),
	"D3FEND":      regexp.MustCompile(`^D3-[A-Z]+$`),
	"OWASP-API":   regexp.MustCompile(`^API([1-9]|10)$`),
	"OWASP-IoT":   regexp.MustCompile(`^I([1-9]|10)$`),
}

func TestControlsAreWrittenAlike(t *testing.T) {
	for _, r := range Catalogue() {
		for _, control := range r.Controls {
			catalogue, id, ok := strings.Cut(control, ":")
			if shape := shapes[catalogue]; !ok || shape == nil || !shape.MatchString(id) {
				t.Errorf("%s maps to %q, which is no catalogue and control as we write them", r.ID, control)
			}
		}
	}
}
