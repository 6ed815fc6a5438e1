package main

import (
	"encoding/json"
	"fmt"
	"os"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

// judgement is what a reviewer says about one finding: keep it, or drop it and why.
type judgement struct {
	verdict, reason string
}

// judgements reads the sheet beside the test: by model, then by "RULE element".
func judgements(t *testing.T) map[string]map[string]judgement {
	t.Helper()
	text, err := os.ReadFile("testdata/threagile/judged.txt")
	if err != nil {
		t.Fatal(err)
	}
	sheets := map[string]map[string]judgement{}
	var sheet map[string]judgement
	for line := range strings.Lines(string(text)) {
		words := strings.Fields(line)
		switch {
		case len(words) == 0 || words[0] == "#":
		case len(words) == 1:
			sheet = map[string]judgement{}
			sheets[words[0]] = sheet
		default:
			sheet[words[1]+" "+words[2]] = judgement{words[0], strings.Join(words[3:], " ")}
		}
	}
	if len(sheets) == 0 {
		t.Fatal("nothing is judged")
	}
	return sheets
}

// failing are the findings on a model that check reports, as "RULE element".
func failing(t *testing.T, model, pack string) []string {
	t.Helper()
	var register struct {
		Findings []struct{ Rule, Element, Outcome string }
	}
	answer := stdout(t, "check", publicModel(t, model), "--pack", pack, "--today", judged, "--format", "json")
	if err := json.Unmarshal(answer, &register); err != nil {
		t.Fatal(err)
	}
	var found []string
	for _, f := range register.Findings {
		if f.Outcome == "fail" {
			found = append(found, f.Rule+" "+f.Element)
		}
	}
	slices.Sort(found)
	return found
}

// Every finding on the public models is judged, in both directions, and four of
// five are kept; the page about Threagile tells the same counts.
func TestFindingsOnPublicModelsAreWorthReading(t *testing.T) {
	page, err := os.ReadFile("../../docs/threagile-rules.md")
	if err != nil {
		t.Fatal(err)
	}
	for model, sheet := range judgements(t) {
		t.Run(model, func(t *testing.T) {
			full := failing(t, model, "full")
			var listed []string
			for finding, j := range sheet {
				listed = append(listed, finding)
				if j.verdict != "keep" && (j.verdict != "drop" || j.reason == "") {
					t.Errorf("%s: %q is neither keep nor drop with a reason", finding, j.verdict)
				}
			}
			slices.Sort(listed)
			if diff := cmp.Diff(listed, full); diff != "" {
				t.Errorf("judge what is new in testdata/threagile/judged.txt, and remove what is gone (-judged +found):\n%s", diff)
			}
			row := fmt.Sprintf("| `%s` |", model)
			for _, found := range [][]string{failing(t, model, "core"), full} {
				dropped := count(found, sheet, "drop")
				if 5*dropped > len(found) {
					t.Errorf("%d of %d findings are dropped", dropped, len(found))
				}
				row += fmt.Sprintf(" %d kept, %d dropped |", len(found)-dropped, dropped)
			}
			if !strings.Contains(string(page), row) {
				t.Errorf("docs/threagile-rules.md does not say %q", row)
			}
		})
	}
}

func count(found []string, sheet map[string]judgement, verdict string) int {
	n := 0
	for _, finding := range found {
		if sheet[finding].verdict == verdict {
			n++
		}
	}
	return n
}

// What Threagile finds is found here too, or the page says why not: it has a
// row for each of Threagile's rules, and no rule of ours in it is made up.
func TestThePageAboutThreagileIsComplete(t *testing.T) {
	page, err := os.ReadFile("../../docs/threagile-rules.md")
	if err != nil {
		t.Fatal(err)
	}
	rows := map[string]int{}
	for line := range strings.Lines(string(page)) {
		cells := strings.Split(line, "|")
		if len(cells) != 4 || !strings.HasPrefix(cells[1], " `") || strings.Contains(cells[1], ".yaml") {
			continue
		}
		rows[strings.Trim(cells[1], " `")]++
		if strings.TrimSpace(cells[2]) == "" {
			t.Errorf("%s has no answer", cells[1])
		}
	}
	if len(rows) != 42 {
		t.Errorf("%d of Threagile's 42 rules: %v", len(rows), rows)
	}
	links := strings.Split(string(page), "(rules/")[1:]
	if len(links) == 0 {
		t.Fatal("no rule of ours is named")
	}
	for _, link := range links {
		file, _, _ := strings.Cut(link, ")")
		if _, err := os.Stat("../../docs/rules/" + file); err != nil {
			t.Errorf("%s: %v", file, err)
		}
	}
}
