package policies

import (
	"encoding/csv"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
)

// knowledge is where the public tables of identifiers lie, beside the repository.
const knowledge = "../../shared/data/knowledge"

// identifiers reads the first column of a table, without what is deprecated or obsolete.
func identifiers(t *testing.T, file string) map[string]bool {
	t.Helper()
	path := filepath.Join(knowledge, file)
	f, err := os.Open(path)
	if os.IsNotExist(err) && os.Getenv("CI") != "true" {
		t.Skipf("%s is not there, so nothing is compared", path)
	}
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	rows, err := csv.NewReader(f).ReadAll()
	if err != nil {
		t.Fatal(err)
	}
	ids := map[string]bool{}
	for _, row := range rows[1:] {
		if !retired(rows[0], row) {
			ids[row[0]] = true
		}
	}
	if len(ids) == 0 {
		t.Fatalf("%s lists nothing", file)
	}
	return ids
}

func retired(header, row []string) bool {
	for i, name := range header {
		if name == "status" && (row[i] == "Deprecated" || row[i] == "Obsolete") {
			return true
		}
	}
	return false
}

// named is what rules map to one catalogue, with the rules that do.
func named(of func(Rule) []string) map[string][]string {
	rules := map[string][]string{}
	for _, r := range Catalogue() {
		for _, id := range of(r) {
			rules[id] = append(rules[id], r.ID)
		}
	}
	return rules
}

// controlsOf are the controls of one catalogue, without its name.
func controlsOf(catalogue string) func(Rule) []string {
	return func(r Rule) []string {
		var ids []string
		for _, control := range r.Controls {
			if id, ok := strings.CutPrefix(control, catalogue+":"); ok {
				ids = append(ids, id)
			}
		}
		return ids
	}
}

func TestMappedIdentifiersExist(t *testing.T) {
	for _, c := range []struct {
		file string
		of   func(Rule) []string
	}{
		{"nist80053r5.csv", controlsOf("NIST-800-53")},
		{"d3fend-techniques.csv", controlsOf("D3FEND")},
		{"attack-techniques.csv", func(r Rule) []string { return r.Attack }},
		{"capec.csv", func(r Rule) []string { return r.Capec }},
		{"cwe.csv", func(r Rule) []string { return r.CWE }},
	} {
		t.Run(c.file, func(t *testing.T) {
			mapped := named(c.of)
			if len(mapped) == 0 {
				t.Fatal("no rule maps to this table")
			}
			known := identifiers(t, c.file)
			for id, rules := range mapped {
				if !known[id] {
					t.Errorf("%s of %v is not in %s", id, rules, c.file)
				}
			}
		})
	}
}

// shapes are the catalogues that rules may name, and how their identifiers look.
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
