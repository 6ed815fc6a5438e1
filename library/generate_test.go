package library

import (
	"encoding/csv"
	"flag"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

var update = flag.Bool("update", false, "rewrite the tables of knowledge")

// published is where the public tables lie, beside the repository.
const published = "../../shared/data/knowledge"

// The tables in knowledge/ are extracts of public ones: `go test ./library
// -update` makes them anew, and without the flag they must be what it would make.
func TestTheTablesAreExtractsOfThePublicOnes(t *testing.T) {
	if _, err := os.Stat(published); os.IsNotExist(err) && os.Getenv("CI") != "true" {
		t.Skipf("%s is not there, so nothing is compared", published)
	}
	for name, lines := range extracts(t) {
		path := filepath.Join("knowledge", name+".csv")
		want := table(t, name, lines)
		if *update {
			if err := os.WriteFile(path, []byte(want), 0o644); err != nil {
				t.Fatal(err)
			}
		}
		got, err := os.ReadFile(path)
		if err != nil {
			t.Error(err)
			continue
		}
		if diff := cmp.Diff(strings.Split(want, "\n"), strings.Split(string(got), "\n")); diff != "" {
			t.Errorf("%s is not what its source says (-source +table):\n%.2000s", path, diff)
		}
	}
}

// record is a row of a public table, by column.
type record map[string]string

func (r record) list(column string) []string {
	return slices.DeleteFunc(strings.Split(r[column], "|"), func(s string) bool { return s == "" })
}

func publicTable(t *testing.T, name string) []record {
	t.Helper()
	return records(t, filepath.Join(published, name))
}

// others are techniques for other platforms that models of clouds name all the
// same, as https://attack.mitre.org has them.
func others(t *testing.T) []record { return records(t, "testdata/techniques.csv") }

func records(t *testing.T, path string) []record {
	t.Helper()
	f, err := os.Open(path)
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	rows, err := csv.NewReader(f).ReadAll()
	if err != nil {
		t.Fatal(err)
	}
	list := make([]record, len(rows)-1)
	for i, cells := range rows[1:] {
		list[i] = record{}
		for c, column := range rows[0] {
			list[i][column] = strings.TrimSpace(cells[c])
		}
	}
	if len(list) == 0 {
		t.Fatalf("%s is empty", path)
	}
	return list
}

// table writes lines sorted by their first cell, under the names of the columns.
func table(t *testing.T, name string, lines [][]string) string {
	t.Helper()
	at := slices.IndexFunc(knowledgeTables, func(k knowledgeTable) bool { return k.name == name })
	slices.SortFunc(lines, func(a, b []string) int { return naturally(a[0], b[0]) })
	var b strings.Builder
	if err := csv.NewWriter(&b).WriteAll(slices.Insert(lines, 0, knowledgeTables[at].columns)); err != nil {
		t.Fatal(err)
	}
	return b.String()
}

// extracts are our tables, made from the public ones.
func extracts(t *testing.T) map[string][][]string {
	techniques, carried := techniqueTable(t)
	return map[string][][]string{
		"tactics":         tacticTable(t),
		"techniques":      techniques,
		"mitigations":     mitigationTable(t, carried),
		"defences":        defenceTable(t, carried),
		"patterns":        patternTable(t, carried),
		"weaknesses":      weaknessTable(t),
		"countermeasures": d3fendTable(t),
		"nist-800-53":     controlTable(t),
		"capabilities":    capabilityTable(t),
	}
}

// tacticTable leaves out what is about telephones.
func tacticTable(t *testing.T) [][]string {
	var lines [][]string
	for _, r := range publicTable(t, "attack-tactics.csv") {
		if r["domain"] != "mobile" {
			lines = append(lines, []string{r["id"], r["name"]})
		}
	}
	return lines
}

// techniqueTable also tells which techniques there are.
func techniqueTable(t *testing.T) (lines [][]string, carried map[string]bool) {
	tactic := map[string]string{} // by domain and short name
	for _, r := range publicTable(t, "attack-tactics.csv") {
		tactic[r["domain"]+" "+r["shortname"]] = r["id"]
	}
	published := append(publicTable(t, "attack-techniques.csv"), others(t)...)
	carried = map[string]bool{}
	for _, r := range published {
		carried[r["id"]] = true
	}
	for _, r := range published {
		var tactics []string
		for _, name := range r.list("tactics") {
			tactics = append(tactics, tactic[r["domain"]+" "+name])
		}
		parent, _, part := strings.Cut(r["id"], ".")
		if !part || !carried[parent] {
			parent = ""
		}
		lines = append(lines, []string{r["id"], r["name"], parent, joined(tactics)})
	}
	return lines, carried
}

// mitigates are pairs of a mitigation and a technique.
func mitigates(t *testing.T) []record {
	list := publicTable(t, "attack-mitigates.csv")
	for _, r := range others(t) {
		for _, m := range r.list("mitigations") {
			list = append(list, record{"mitigation": m, "technique": r["id"]})
		}
	}
	return list
}

// mitigationTable keeps what is said to help against something that we carry.
func mitigationTable(t *testing.T, carried map[string]bool) [][]string {
	helps := map[string]bool{}
	for _, r := range mitigates(t) {
		helps[r["mitigation"]] = helps[r["mitigation"]] || carried[r["technique"]]
	}
	var lines [][]string
	for _, r := range publicTable(t, "attack-mitigations.csv") {
		if helps[r["id"]] && r["domain"] != "mobile" {
			lines = append(lines, []string{r["id"], r["name"]})
		}
	}
	return lines
}

// defenceTable joins what helps against each technique.
func defenceTable(t *testing.T, carried map[string]bool) [][]string {
	helps := map[string][4][]string{}
	add := func(technique string, column int, id string) {
		if lists := helps[technique]; carried[technique] && id != "" {
			lists[column] = append(lists[column], id)
			helps[technique] = lists
		}
	}
	for _, r := range mitigates(t) {
		add(r["technique"], 0, r["mitigation"])
	}
	for _, r := range publicTable(t, "d3fend-attack-inferred.csv") {
		add(r["attack"], 1, r["d3fend"])
	}
	for _, r := range publicTable(t, "map-nist80053r5-attack16.1.csv") {
		add(r["attack"], 2, unpadded(r["capability"]))
	}
	eachCapability(t, func(id string, r record) {
		if r["score"] != "minimal" {
			add(r["attack"], 3, id+":"+r["category"]+":"+r["score"])
		}
	})
	var lines [][]string
	for technique, l := range helps {
		lines = append(lines, []string{technique, joined(l[0]), joined(l[1]), joined(l[2]), joined(l[3])})
	}
	return lines
}

func patternTable(t *testing.T, carried map[string]bool) [][]string {
	var lines [][]string
	for _, r := range publicTable(t, "capec.csv") {
		if r["status"] == "Deprecated" || r["status"] == "Obsolete" {
			continue
		}
		techniques := slices.DeleteFunc(r.list("attack"), func(id string) bool { return !carried[id] })
		lines = append(lines, []string{r["id"], r["name"], joined(r.list("child_of")), joined(r.list("cwe")), joined(techniques)})
	}
	return lines
}

func weaknessTable(t *testing.T) [][]string {
	var lines [][]string
	for _, r := range publicTable(t, "cwe.csv") {
		lines = append(lines, []string{r["id"], r["name"], joined(r.list("parents"))})
	}
	return lines
}

func d3fendTable(t *testing.T) [][]string {
	var lines [][]string
	for _, r := range publicTable(t, "d3fend-techniques.csv") {
		lines = append(lines, []string{r["id"], r["name"]})
	}
	return lines
}

func controlTable(t *testing.T) [][]string {
	var lines [][]string
	for _, r := range publicTable(t, "nist80053r5.csv") {
		lines = append(lines, []string{r["id"], r["title"]})
	}
	return lines
}

func capabilityTable(t *testing.T) [][]string {
	titles := map[string]string{}
	eachCapability(t, func(id string, r record) { titles[id] = strings.TrimRight(r["capability_name"], "_") })
	var lines [][]string
	for id, title := range titles {
		lines = append(lines, []string{id, title})
	}
	return lines
}

func eachCapability(t *testing.T, do func(id string, r record)) {
	for _, cloud := range []string{"aws", "azure", "gcp"} {
		for _, r := range publicTable(t, "map-"+cloud+"-attack16.1.csv") {
			if r["capability"] != "" {
				do(cloud+"/"+r["capability"], r)
			}
		}
	}
}

// unpadded writes AC-02 as AC-2.
func unpadded(control string) string { return strings.Replace(control, "-0", "-", 1) }

// joined is a cell of several ids, each once.
func joined(ids []string) string {
	slices.SortFunc(ids, naturally)
	return strings.Join(slices.Compact(ids), "|")
}
