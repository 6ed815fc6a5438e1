package report

import (
	"encoding/csv"
	"encoding/json"
	"encoding/xml"
	"fmt"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/stormtree-dev/stormtree/model/source"
	"github.com/stormtree-dev/stormtree/risk"
)

// forgeries are texts by which an author might speak in a service's or a
// spreadsheet's language.
var forgeries = []string{
	"::error::forged", "\n::set-output name=x::forged", "\r::add-mask::forged", "%0A::warning file=a::forged",
	"x,line=9,file=other::forged", "##[error]forged", " ##[add-path]/forged", "::stop-commands::forged", "a%0D%0A::error::b",
	"=cmd|'/c calc'!A1", "+1+1", "-1+1", "@SUM(A1)", "\t=1+1", " =1+1", "a;=1+1", `a";"=1+1`, "＝1+1", "x,=1", "'=1",
	"<![CDATA[x]]>", "]]>", "</failure><testcase/>", "&lt;", "@everyone", "[a](javascript:b)", "![i](https://evil.example/p.png)",
}

// forged are registers in which one forgery stands everywhere.
func forged() map[string]*risk.Register {
	list := map[string]*risk.Register{}
	for _, text := range forgeries {
		r := home()
		r.Model.Title, r.Model.Currency = text, text
		for i := range r.Risks {
			r.Risks[i].Title, r.Risks[i].CauseTitle, r.Risks[i].Position.File = text, text, text
		}
		for i := range r.Findings {
			f := &r.Findings[i]
			f.Title, f.Message, f.Remediation, f.Element, f.Position.File = text, text, text, text, text
		}
		for i := range r.Waivers {
			w := &r.Waivers[i]
			w.At, w.Reason, w.Owner, w.Position.File = text, text, text, text
		}
		r.Unknowns = append(r.Unknowns, risk.Unknown{Fact: text, Elements: []string{text}, Rules: []string{text}})
		list[text] = r
	}
	return list
}

// TestWorkflowCommandsCannotBeForged reads the output as GitHub's runner does:
// a command of the present form begins a line, one of the older form stands anywhere.
func TestWorkflowCommandsCannotBeForged(t *testing.T) {
	command := regexp.MustCompile(`^::(error|warning|notice) (?:file=([^:,]*),line=\d+,col=\d+,)?title=([^:,]*)::`)
	want := strings.Count(string(in(t, "github", home(), judgedBy(strict, home()))), "\n")
	for text, r := range forged() {
		out := string(in(t, "github", r, judgedBy(strict, r)))
		if strings.ContainsAny(out, "\r") || strings.Contains(out, "##[") {
			t.Errorf("%q: a command of the older form, or a return:\n%s", text, out)
		}
		lines := strings.Split(strings.TrimSuffix(out, "\n"), "\n")
		if len(lines) != want {
			t.Errorf("%q: %d lines instead of %d:\n%s", text, len(lines), want, out)
		}
		for _, line := range lines {
			found := command.FindStringSubmatch(line)
			if found == nil {
				t.Fatalf("%q: no command of ours: %s", text, line)
			}
			if strings.Contains(line, "%0A") || strings.Contains(line, "%0D") {
				t.Errorf("%q: unescaping makes a line break of %s", text, line)
			}
		}
	}
}

func TestCSVHasNoFormulas(t *testing.T) {
	begins := regexp.MustCompile(`^['"\s]*[=+\-@＝＋－＠]`)
	for text, r := range forged() {
		out := string(in(t, "csv", r, judgedBy(strict, r)))
		rows, err := csv.NewReader(strings.NewReader(out)).ReadAll()
		if err != nil || len(rows) != 1+len(r.Findings)+len(r.Risks) {
			t.Fatalf("%q: %d rows, %v", text, len(rows), err)
		}
		for _, row := range rows {
			for _, cell := range row {
				for _, part := range strings.FieldsFunc(cell, func(c rune) bool { return c == ';' || c == '\t' || c == '|' || c == ',' }) {
					if at := begins.FindString(part); at != "" && !strings.Contains(at, "'") {
						t.Errorf("%q: the cell %q begins a formula", text, cell)
					}
				}
			}
		}
	}
}

func TestJUnitCountsAndNamesWhatFails(t *testing.T) {
	registers := forged()
	registers["home"], registers["nothing"] = home(), &risk.Register{}
	for text, r := range registers {
		o := judgedBy(risk.Gate{}, r)
		var got junitSuites
		if err := xml.Unmarshal(in(t, "junit", r, o), &got); err != nil {
			t.Fatalf("%q: %v", text, err)
		}
		v := o.Judged.Verdict
		if got.Failures != len(v.Findings)+len(v.Risks) || got.Tests != 1+len(r.Findings)+len(r.Risks) || (got.Errors == 1) != v.Empty || got.Skipped != count1(r) {
			t.Errorf("%q: %d tests, %d failures, %d errors, %d skipped", text, got.Tests, got.Failures, got.Errors, got.Skipped)
		}
	}
	if text := string(in(t, "junit", home(), judgedBy(risk.Gate{}, home()))); !strings.Contains(text, `<skipped message="waived until 2026-09-01 by ops: Two people share the desk until the move is over">`) {
		t.Errorf("no reason of the waiver:\n%s", text)
	}
}

func count1(r *risk.Register) int {
	n := 0
	for _, f := range r.Findings {
		if f.Waived {
			n++
		}
	}
	return n
}

func TestGitLabIssuesHaveWhatTheServiceAsksFor(t *testing.T) {
	severities := []string{"info", "minor", "major", "critical", "blocker"}
	registers := forged()
	registers["home"] = home()
	for text, r := range registers {
		var issues []gitlabIssue
		if err := json.Unmarshal(in(t, "gitlab", r, judgedBy(strict, r)), &issues); err != nil || len(issues) != 8 {
			t.Fatalf("%q: %d issues, %v", text, len(issues), err)
		}
		seen := map[string]bool{}
		for _, i := range issues {
			if i.Description == "" || i.Check == "" || i.Location.Path == "" || i.Location.Lines.Begin < 1 || !slices.Contains(severities, i.Severity) || seen[i.Fingerprint] {
				t.Errorf("%q: %+v", text, i)
			}
			seen[i.Fingerprint] = true
		}
	}
	if text := string(in(t, "gitlab", &risk.Register{}, judgedBy(strict, &risk.Register{}))); text != "[]\n" {
		t.Errorf("nothing is %q", text)
	}
}

// codeSpan is where Markdown acts on nothing.
var codeSpan = regexp.MustCompile("`[^`\n]*`")

func TestMarkdownOfAGateListsWhatFailsAndForgesNothing(t *testing.T) {
	r := home()
	text := string(in(t, "markdown", r, judgedBy(risk.Gate{WarnOn: risk.AtOrAbove(risk.Low)}, r)))
	for _, want := range []string{"### What fails the check", "| high | `EDG-04` | edge: edge does not check quota | models/smart home.yaml:41 |", "To be warned of"} {
		if !strings.Contains(text, want) {
			t.Errorf("lacks %q:\n%s", want, text)
		}
	}
	for forgery, r := range forged() {
		text := codeSpan.ReplaceAllString(string(in(t, "markdown", r, judgedBy(strict, r))), "")
		text = strings.ReplaceAll(text, `\](`, "")
		for _, bad := range []string{"@everyone", "](", "<testcase", "https://evil"} {
			if strings.Contains(text, bad) {
				t.Errorf("%q: %q is live", forgery, bad)
			}
		}
	}
}

// TestSARIFStaysWithinGitHubsLimits: results and places beyond them are refused or dropped by the service.
func TestSARIFStaysWithinGitHubsLimits(t *testing.T) {
	r := home()
	mild, many := homeFindings()[4], []risk.Finding{}
	for i := range 2 * resultsLimit {
		mild.Element, mild.Severity = fmt.Sprint("e", i), risk.Low
		many = append(many, mild)
	}
	r.Findings = append(many, r.Findings...)
	for i := range 3000 {
		r.Risks[0].CheapestAttack.Steps = append(r.Risks[0].CheapestAttack.Steps, fmt.Sprint("s", i))
	}
	run := sarifOf(t, r)
	if len(run.Results) != resultsLimit || len(run.Invocations[0].Notifications) < 2 || run.Invocations[0].Notifications[0].Message.Text != "5009 results more, none of them worse, left out: code scanning keeps 5000." {
		t.Errorf("%d results, told %+v", len(run.Results), run.Invocations[0].Notifications)
	}
	kept := 0
	for i, result := range run.Results {
		places := 0
		for _, flow := range result.CodeFlows {
			places += len(flow.ThreadFlows[0].Locations)
		}
		if places > 1000 {
			t.Errorf("result %d has %d places", i, places)
		}
		if result.Properties.Severity != risk.Low {
			kept++
		}
	}
	if kept != 8 {
		t.Errorf("%d of 8 worse results kept", kept)
	}
	for _, rule := range run.Tool.Driver.Rules {
		if len(rule.Properties.Tags) > 10 || len(rule.ID) > 255 {
			t.Errorf("rule %s has %d tags", rule.ID, len(rule.Properties.Tags))
		}
	}
}

func TestAnnotationsLeadToTheirLines(t *testing.T) {
	r := home()
	r.Findings[1].Position = source.Pos{File: "./models/a:b,c.yaml", Line: 41, Column: 5}
	text := string(in(t, "github", r, judgedBy(risk.Gate{}, r)))
	if !strings.HasPrefix(text, "::error file=models/a%3Ab%2Cc.yaml,line=41,col=5,title=EDG-04%3A Nothing limits what one device may send::EDG-04 edge: edge does not check quota\n") {
		t.Errorf("begins with %.300s", text)
	}
	if !strings.HasSuffix(text, "0 risks ranked\n") && !strings.Contains(text, "\n::error title=stormtree::check failed: ") {
		t.Errorf("does not end with the answer:\n%s", text)
	}
}
