package report

import (
	"bytes"
	"encoding/json"
	"fmt"
	"io"
	"math"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/stormtree-dev/stormtree/risk"
)

// registers is every kind of register that a format must bear.
func registers() map[string]func() *risk.Register {
	return map[string]func() *risk.Register{
		"home":    home,
		"hostile": hostileRegister,
		"nothing": func() *risk.Register { return &risk.Register{} },
		"crowd":   func() *risk.Register { return crowd(120) },
	}
}

// strict is a gate that minds everything.
var strict = risk.Gate{FailOn: risk.AtOrAbove(risk.Low), Unknown: risk.UnknownFail}

// everyText is everything that this package writes about a register and its kin.
func everyText(t *testing.T) map[string][]byte {
	t.Helper()
	texts := map[string][]byte{}
	for name, register := range registers() {
		for _, format := range Formats() {
			texts[name+" as "+format] = in(t, format, register(), plainOptions)
		}
		for _, format := range GateFormats() {
			texts[name+" judged as "+format+" format"] = in(t, format, register(), judgedBy(strict, register()))
		}
		r := register()
		texts[name+" as verdict"] = written(t, func(w io.Writer) error {
			return Text(w, r, judgedBy(risk.Gate{FailOn: risk.AtOrAbove(risk.Low), Unknown: risk.UnknownFail}, r))
		})
	}
	for i, tree := range []*risk.Tree{isolationTree(), {}, hostileTree()} {
		texts[fmt.Sprintf("tree %d as text", i)] = written(t, func(w io.Writer) error { return Tree(w, tree, plainOptions) })
		texts[fmt.Sprintf("tree %d as json", i)] = written(t, func(w io.Writer) error { return TreeJSON(w, &tree.Answer) })
	}
	for i, e := range []*risk.Explanation{floodExplanation(), {}, hostileExplanation()} {
		texts[fmt.Sprintf("explanation %d as text", i)] = written(t, func(w io.Writer) error { return Explanation(w, e, plainOptions) })
		texts[fmt.Sprintf("explanation %d as json", i)] = written(t, func(w io.Writer) error { return ExplanationJSON(w, e) })
	}
	texts["table as text"] = written(t, Table{Head: []string{"id", "title"}, Rows: [][]string{attacks[:2], attacks[5:7], {"alone"}}}.Text)
	return texts
}

func hostileTree() *risk.Tree {
	t := isolationTree()
	n := 0
	var spoil func(*risk.Branch)
	spoil = func(b *risk.Branch) {
		b.Title = attacks[n%len(attacks)]
		b.Rules = attacks[:3]
		for i := range b.Mitigations {
			b.Mitigations[i].Title = attacks[(n+i)%len(attacks)]
		}
		n++
		for _, c := range b.Children {
			spoil(c)
		}
	}
	spoil(t.Root)
	t.Title, t.Attacker = attacks[0], attacks[4]
	t.Answer.Cheapest.Steps = attacks
	t.Answer.MinimalSets.Listed = [][]string{attacks, {}}
	return t
}

func hostileExplanation() *risk.Explanation {
	e := floodExplanation()
	e.Risk.Title, e.Risk.CauseTitle = attacks[0], attacks[4]
	for i := range e.Steps {
		e.Steps[i].Title = attacks[i+3]
		for k := range e.Steps[i].Openings {
			e.Steps[i].Openings[k].Message = attacks[(i+k)%len(attacks)]
		}
	}
	for i := range e.Flips {
		e.Flips[i].ID, e.Flips[i].Title = attacks[i], attacks[i+4]
	}
	e.Below.ID = attacks[6]
	return e
}

func TestNothingOfTheAuthorReachesTheTerminalUnescaped(t *testing.T) {
	for name, text := range everyText(t) {
		for _, r := range string(text) {
			if r != '\n' && hostile(r) {
				t.Errorf("%s contains %U", name, r)
				break
			}
		}
	}
}

func TestTextStaysWithinThePage(t *testing.T) {
	for name, text := range everyText(t) {
		if !strings.HasSuffix(name, " as text") {
			continue
		}
		checkWidth(t, name, text)
	}
}

func checkWidth(t *testing.T, name string, text []byte) {
	t.Helper()
	for n, line := range strings.Split(string(text), "\n") {
		if width(line) > pageWidth {
			t.Errorf("%s, line %d is %d columns wide: %s", name, n+1, width(line), line)
		}
		if strings.HasSuffix(line, " ") {
			t.Errorf("%s, line %d ends in a space: %q", name, n+1, line)
		}
	}
}

func TestTheSameRegisterGivesTheSameBytesAndStaysAsItIs(t *testing.T) {
	for name, register := range registers() {
		r := register()
		for _, format := range GateFormats() {
			first, second := in(t, format, r, judgedBy(strict, r)), in(t, format, register(), judgedBy(strict, register()))
			if !bytes.Equal(first, second) {
				t.Errorf("%s as %s differs from run to run", name, format)
			}
		}
		if diff := cmp.Diff(register(), r); diff != "" {
			t.Errorf("writing changed %s (-before +after):\n%s", name, diff)
		}
	}
}

var paint = regexp.MustCompile("\x1b\\[[0-9;]+m")

func TestColorIsPaintOnTheSameText(t *testing.T) {
	for name, register := range registers() {
		colored := in(t, "text", register(), Options{Color: true, Version: "1.2.3"})
		plain := in(t, "text", register(), plainOptions)
		if name != "nothing" && !paint.Match(colored) {
			t.Errorf("%s has no colour", name)
		}
		if diff := cmp.Diff(string(plain), paint.ReplaceAllString(string(colored), "")); diff != "" {
			t.Errorf("%s without its colours (-plain +colored):\n%s", name, diff)
		}
	}
}

func TestEveryRiskIsInJSONAndSARIF(t *testing.T) {
	r := crowd(30)
	for _, format := range []string{"json", "sarif"} {
		text := string(in(t, format, r, plainOptions))
		for _, row := range r.Risks {
			if !strings.Contains(text, `"id": "`+row.ID+`"`) {
				t.Errorf("%s does not name %s", format, row.ID)
			}
		}
	}
}

func TestSmallRowsFoldIntoOthers(t *testing.T) {
	r := home()
	r.System.Rows.Current = 1000
	r.Risks = nil
	for i := range 40 {
		row := homeRisks()[3]
		row.ID, row.Rank, row.Title = fmt.Sprintf("t/%d", i), i+1, fmt.Sprintf("Threat %d happens", i+1)
		row.ExpectedLoss, row.IfTried, row.OnlyAfter = views(9, 9, 9), false, false
		r.Risks = append(r.Risks, row)
	}
	r.Risks[10].ExpectedLoss = views(10, 10, 10)
	r.Risks[11].Severity = risk.High
	shown, others := newLookup(r).folded()
	if len(shown) != 12 || len(others) != 28 {
		t.Fatalf("%d rows shown and %d folded; want the first ten, the one of 1%% and the high one, and 28", len(shown), len(others))
	}
	text := string(in(t, "text", r, plainOptions))
	if want := "28 others, each under 1% of"; !strings.Contains(text, want) {
		t.Errorf("text does not say %q:\n%s", want, text)
	}
	if want := "252"; !strings.Contains(text, want) {
		t.Errorf("text does not sum the folded losses to %s", want)
	}
	r.Risks = r.Risks[:11]
	r.Risks[10].ExpectedLoss = views(1, 1, 1)
	if _, others := newLookup(r).folded(); len(others) != 0 {
		t.Error("a single row folded: that saves nothing")
	}
}

// TestJSONKeepsItsPromise holds the names that scripts rely on.
func TestJSONKeepsItsPromise(t *testing.T) {
	var got map[string]any
	if err := json.Unmarshal(in(t, "json", home(), plainOptions), &got); err != nil {
		t.Fatal(err)
	}
	three := []string{"inherent", "current", "projected"}
	numbers := map[string][]string{"likelihood": three, "frequency": three, "expected_loss": three}
	row := first(t, got, "risks")
	wantKeys(t, got, "model", "risks", "totals", "findings", "unknowns", "summary")
	wantKeys(t, row, "id", "rank", "threat", "title", "cause", "asset", "severity", "at_most", "if_tried", "unknowns_closed", "defaults_share", "cheapest_attack", "likeliest_attack", "position")
	for name, keys := range numbers {
		wantKeys(t, row[name].(map[string]any), keys...)
		wantKeys(t, row["unknowns_closed"].(map[string]any)[name].(map[string]any), keys...)
	}
	wantKeys(t, row["cheapest_attack"].(map[string]any), "steps", "cost")
	wantKeys(t, row["likeliest_attack"].(map[string]any), "steps", "probability")
	wantKeys(t, row["position"].(map[string]any), "file", "line", "column")
	wantKeys(t, first(t, got, "totals"), "threat", "likelihood", "frequency", "expected_loss")
	wantKeys(t, first(t, got, "findings"), "rule", "outcome", "element", "severity", "message", "position")
	wantKeys(t, first(t, got, "unknowns"), "fact", "elements", "rules")
	wantKeys(t, got["summary"].(map[string]any), "rules_loaded", "rules_applicable", "elements_checked")
	accident := got["risks"].([]any)[2].(map[string]any)
	if accident["cheapest_attack"] != nil {
		t.Errorf("an attack that does not exist is %v, want null", accident["cheapest_attack"])
	}
}

func first(t *testing.T, object map[string]any, list string) map[string]any {
	t.Helper()
	items, ok := object[list].([]any)
	if !ok || len(items) == 0 {
		t.Fatalf("no %s", list)
	}
	return items[0].(map[string]any)
}

func wantKeys(t *testing.T, object map[string]any, keys ...string) {
	t.Helper()
	for _, key := range keys {
		if _, ok := object[key]; !ok {
			t.Errorf("no %q in %v", key, object)
		}
	}
}

func TestTreeJSONKeepsItsPromise(t *testing.T) {
	tree := isolationTree()
	tree.Answer.MinimalSets.Count = "123456789012345678901234567890"
	text := written(t, func(w io.Writer) error { return TreeJSON(w, &tree.Answer) })
	var got map[string]any
	if err := json.Unmarshal(text, &got); err != nil {
		t.Fatal(err)
	}
	wantKeys(t, got, "tree", "leaves", "gates", "probability", "exact", "minimal_sets", "cheapest", "likeliest", "quickest", "front")
	wantKeys(t, got["quickest"].(map[string]any), "steps", "time")
	if !bytes.Contains(text, []byte(`"count": 123456789012345678901234567890,`)) {
		t.Error("the count of minimal sets is not an exact number")
	}
}

func TestJSONListsAreNeverNull(t *testing.T) {
	empty := &risk.Register{Risks: []risk.Risk{{CheapestAttack: &risk.Attack{}}}, Unknowns: []risk.Unknown{{}}, Mitigations: []risk.Mitigation{{}}}
	text := string(in(t, "json", empty, plainOptions))
	for _, allowed := range []string{`"likeliest_attack": null`, `"quickest_attack": null`, `"tolerance": null`} {
		text = strings.Replace(text, allowed, "", 1)
	}
	if at := strings.Index(text, "null"); at >= 0 {
		t.Errorf("null at %s", text[max(0, at-60):at+4])
	}
	text = string(written(t, func(w io.Writer) error { return TreeJSON(w, &risk.Answer{}) }))
	for _, want := range []string{`"listed": []`, `"front": []`, `"count": null`, `"cheapest": null`} {
		if !strings.Contains(text, want) {
			t.Errorf("an empty tree lacks %s:\n%s", want, text)
		}
	}
}

func TestJSONNeverWritesWhatIsNoNumber(t *testing.T) {
	for _, x := range []float64{math.NaN(), math.Inf(1), math.Inf(-1)} {
		r := home()
		r.Risks[1].ExpectedLoss.Current = x
		var out bytes.Buffer
		if err := Write(&out, "json", r, plainOptions); err == nil || out.Len() > 0 {
			t.Errorf("%v: error %v, wrote %d bytes; want an error and nothing", x, err, out.Len())
		}
		for _, format := range []string{"text", "markdown", "sarif"} {
			if text := in(t, format, r, plainOptions); len(text) == 0 {
				t.Errorf("%v: nothing as %s", x, format)
			}
		}
	}
}

func TestJSONIsSafeInAScript(t *testing.T) {
	for _, format := range []string{"json", "sarif"} {
		text := string(in(t, format, hostileRegister(), plainOptions))
		for _, bad := range []string{"<", ">", "&", "\u2028"} {
			if strings.Contains(text, bad) {
				t.Errorf("%s contains %q", format, bad)
			}
		}
		if !json.Valid([]byte(text)) {
			t.Errorf("%s is no JSON", format)
		}
	}
}

func drafts(ids ...string) []risk.Note {
	var notes []risk.Note
	for _, id := range ids {
		notes = append(notes, risk.Note{Message: "threat " + id + " has no attack yet: a draft, not ranked"})
	}
	return notes
}

func TestTheVerdictIsInTheFirstLines(t *testing.T) {
	tests := []struct {
		name   string
		change func(*risk.Register)
		want   string
	}{
		{"over tolerance", func(*risk.Register) {}, "Too much: expect to lose at most 280k USD a year where 250k are tolerated; what is planned brings it to 110k, which is tolerated."},
		{"still over", func(r *risk.Register) { *r.System.Tolerance = 50e3 }, "brings it to 110k, still too much."},
		{"within", func(r *risk.Register) { *r.System.Tolerance = 500e3 }, "Expect to lose at most 280k USD a year where 500k are tolerated; what is planned brings it to 110k."},
		{"no tolerance", func(r *risk.Register) { r.System.Tolerance = nil }, "Expect to lose at most 280k USD a year; what"},
		{"nothing planned", func(r *risk.Register) { r.System.WithoutDoubles.Projected = 280e3 }, "where 250k are tolerated."},
		{"no risk", func(r *risk.Register) { r.Risks = nil }, "No risk: nothing that this model describes can happen"},
		{"no threat", func(r *risk.Register) { r.Risks, r.Totals = nil, nil }, "No threats are described, so no risk could be ranked; 3 findings."},
		{"one draft", func(r *risk.Register) { r.Risks, r.Totals, r.Notes = nil, nil, drafts("a") }, "The only threat is a draft without an attack, so no risk could be ranked; 3 findings."},
		{"drafts", func(r *risk.Register) { r.Risks, r.Totals, r.Notes = nil, nil, drafts("a", "b") }, "All 2 threats are drafts without an attack, so no risk could be ranked; 3 findings."},
		{"nothing evaluated", func(r *risk.Register) { *r = risk.Register{} }, "Nothing was evaluated: no rule applied and no threat has an attack tree."},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			r := home()
			test.change(r)
			lines := strings.SplitN(string(in(t, "text", r, plainOptions)), "\n", 8)
			if top := strings.Join(lines[:7], " "); !strings.Contains(top, test.want) {
				t.Errorf("got %q, want %q", top, test.want)
			}
		})
	}
}

func TestFormatsAreKnownByNameAndByEnding(t *testing.T) {
	for _, e := range GateEndings() {
		if !slices.Contains(GateFormats(), e.Format) || !strings.HasPrefix(e.Suffix, ".") {
			t.Errorf("%q stands for %q, which is no format", e.Suffix, e.Format)
		}
	}
	err := Write(io.Discard, "yaml", home(), Options{})
	if err == nil || !strings.Contains(err.Error(), "csv, github, gitlab, json, junit, markdown, sarif, text") {
		t.Errorf("an unknown format gives %v", err)
	}
}

func TestExplanationsOfUnknownLuckAreNotNull(t *testing.T) {
	text := string(written(t, func(w io.Writer) error { return ExplanationJSON(w, &risk.Explanation{}) }))
	for _, want := range []string{`"ways": []`, `"steps": []`, `"flips": []`, `"ways_in_all": 0`, `"above": null`} {
		if !strings.Contains(text, want) {
			t.Errorf("an empty explanation lacks %s:\n%s", want, text)
		}
	}
}

func TestStoriesClaimNoOrder(t *testing.T) {
	for _, format := range []string{"text", "markdown", "sarif"} {
		text := string(in(t, format, home(), plainOptions))
		if strings.Contains(text, "botnet →") || !strings.Contains(text, "Rent a botnet + Flood the entry with connections; if ") {
			t.Errorf("%s tells an attack as a sequence:\n%s", format, text)
		}
		if format != "sarif" && !strings.Contains(strings.ToLower(text), allNeeded) {
			t.Errorf("%s does not say what + means", format)
		}
	}
}

func TestFactsThatHardlyMatterSaySo(t *testing.T) {
	r := home()
	r.Risks[0].UnknownsClosed = r.Risks[0].Numbers
	text := strings.Join(strings.Fields(string(in(t, "text", r, plainOptions))), " ")
	if want := "It hardly matters: if all the rules pass, the numbers read the same."; !strings.Contains(text, want) || strings.Contains(text, "If all the rules pass: 85%") {
		t.Errorf("lacks %q:\n%s", want, text)
	}
}

func TestExplanationsOfWhatCannotHappenSaySo(t *testing.T) {
	e := floodExplanation()
	e.Ways, e.WaysInAll = nil, ""
	e.Risk.CheapestAttack, e.Risk.LikeliestAttack, e.Risk.QuickestAttack = nil, nil, nil
	e.Risk.Frequency.Current = 0
	text := string(written(t, func(w io.Writer) error { return Explanation(w, e, plainOptions) }))
	if want := "HOW IT HAPPENS\n No attack is possible as things are.\n"; !strings.Contains(text, want) {
		t.Errorf("lacks %q:\n%s", want, text)
	}
}

func TestClosedFindingsAreNoOpenDoors(t *testing.T) {
	r := home()
	r.Findings[1].ClosedBy, r.Findings[1].Closed = []string{"quotas", "replicas"}, true
	text := strings.Join(strings.Fields(string(in(t, "text", r, plainOptions))), " ")
	for _, want := range []string{"2 findings (1 high, 1 medium)", "edge (closed today), queue", "open door EDG-04 at queue do first"} {
		if !strings.Contains(text, want) {
			t.Errorf("lacks %q:\n%s", want, text)
		}
	}
}

func TestTheVerdictSaysWhatSupposesAnAttempt(t *testing.T) {
	r := home()
	r.System.IfTried.Current = 4300
	text := strings.Join(strings.Fields(string(in(t, "text", r, plainOptions))), " ")
	if want := "Of the risks' sum, 4.3k USD a year suppose one attempt each"; !strings.Contains(text, want) {
		t.Errorf("lacks %q", want)
	}
	r.System.IfTried.Current = 0
	if text := string(in(t, "text", r, plainOptions)); strings.Contains(text, "suppose one attempt") {
		t.Error("supposes where nothing is supposed")
	}
}
