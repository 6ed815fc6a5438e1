package report

import (
	"fmt"
	"io"
	"net/url"
	"path"
	"path/filepath"
	"slices"
	"strings"

	"github.com/stormtree-dev/stormtree/model/source"
	"github.com/stormtree-dev/stormtree/risk"
)

const (
	riskRule     = "risk:" // begins the rule id of a risk; the threat's id follows
	messageLimit = 1000    // columns of one text
	resultsLimit = 5000    // results that GitHub's code scanning keeps of one run
	pathLimit    = 500     // steps of one code flow; it shows a thousand places of a result
)

// SARIF writes a register as SARIF 2.1.0 for code scanning: one rule per policy
// rule and one per threat, a result per finding and per risk at its line in the
// model, the cheapest attack of a risk as a code flow, waivers as suppressions.
// A finding that waits for a fact is of kind "open" and, as the standard
// demands, of level "none"; a risk that grew and fails no gate is one to "review".
// Fingerprints name rule and element, not lines.
func SARIF(w io.Writer, r *risk.Register, o Options) error {
	s := &scan{lookup: newLookup(r), standing: standings(o.Judged), rules: map[string]int{}, positions: map[string]source.Pos{}}
	for _, step := range r.Steps {
		s.positions[step.ID] = step.Position
	}
	results := s.results()
	return encode(w, sarifLog{
		Schema:  "https://json.schemastore.org/sarif-2.1.0.json",
		Version: "2.1.0",
		Runs: []sarifRun{{
			Tool:        sarifTool{s.driver(o.Version)},
			Invocations: []sarifInvocation{s.invocation(o.Judged)},
			ColumnKind:  "unicodeCodePoints",
			Results:     results,
			Properties:  sarifRunProperties{sarifEvaluated(r.Summary), o.Judged.answer()},
		}},
	})
}

// scan collects the rules that the results of a register name.
type scan struct {
	*lookup
	standing  standing
	rules     map[string]int // index by id
	listed    []sarifRule
	positions map[string]source.Pos // of steps
	left      int                   // results beyond the limit
}

// results are risks, then findings; of more than code scanning shows, the worst.
func (s *scan) results() []sarifResult {
	type entry struct {
		severity string
		write    func() sarifResult
	}
	var entries []entry
	for _, row := range s.Risks {
		entries = append(entries, entry{row.Severity, func() sarifResult { return s.risk(row) }})
	}
	for _, f := range s.Findings {
		entries = append(entries, entry{f.Severity, func() sarifResult { return s.finding(f) }})
	}
	if s.left = len(entries) - resultsLimit; s.left > 0 {
		slices.SortStableFunc(entries, func(a, b entry) int { return strings.Compare(scoreOf(b.severity), scoreOf(a.severity)) })
		entries = entries[:resultsLimit]
	}
	results := []sarifResult{}
	for _, e := range entries {
		results = append(results, e.write())
	}
	return results
}

func (s *scan) driver(version string) sarifDriver {
	return sarifDriver{
		Name:            "Stormtree",
		Version:         version,
		Rules:           list(s.listed),
		FullDescription: sarifText{Text: "Ranks the risks of a system's threat model and checks it against policies."},
	}
}

// invocation carries the register's notes: they are about the run, not about the model's quality.
func (s *scan) invocation(judged *Judgement) sarifInvocation {
	run := sarifInvocation{ExecutionSuccessful: !s.empty()}
	if judged != nil {
		answer, _ := s.answer(*judged)
		run.ExitCode, run.ExitCodeDescription = &judged.ExitCode, answer
	}
	if s.empty() {
		run.Notifications = append(run.Notifications, sarifNotification{Level: "error", Message: message(s.verdict())})
	}
	if judged != nil {
		for _, altered := range judged.Altered {
			run.Notifications = append(run.Notifications, sarifNotification{Level: "warning", Message: message(sentence(alters + ": " + altered))})
		}
	}
	if s.left > 0 {
		run.Notifications = append(run.Notifications, sarifNotification{
			Level: "warning", Message: message(fmt.Sprintf("%s more, none of them worse, left out: code scanning keeps %d.", countOf(s.left, "result"), resultsLimit)),
		})
	}
	for _, n := range s.Notes {
		run.Notifications = append(run.Notifications, sarifNotification{
			Level:     "note",
			Message:   message(sentence(n.Message)),
			Locations: []sarifLocation{s.at(n.Position)},
		})
	}
	return run
}

func (s *scan) risk(r risk.Risk) sarifResult {
	result := sarifResult{
		RuleID:              riskRule + r.Threat,
		Kind:                "fail",
		Level:               levelOf(r.Severity),
		Message:             message(s.riskMessage(r)),
		Locations:           []sarifLocation{s.named(r.Position, r.Threat, "threat")},
		CodeFlows:           s.flows(r),
		Suppressions:        []sarifSuppression{},
		PartialFingerprints: fingerprints("risk:" + r.ID),
		Properties:          sarifResultProperties{ID: r.ID, Severity: r.Severity},
	}
	if r.Grown && s.standing.risk(r) != stands {
		result.Kind, result.Level = "review", "none"
	}
	result.RuleIndex = s.rule(result.RuleID, r.Severity, func() sarifRule {
		return sarifRule{
			ShortDescription: message(sentence(r.Title)),
			FullDescription:  message(sentence("A threat of this model: " + r.Title)),
			Help:             s.riskHelp(r),
			Properties:       sarifRuleProperties{Tags: []string{"security", "risk"}},
		}
	})
	return result
}

func (s *scan) riskMessage(r risk.Risk) string {
	text := fmt.Sprintf("%s: %s", sentence(r.Title+", "+by(r)), s.now(r))
	if why := s.whyAtMost(r); why != "" {
		text += " At most: " + why
	}
	if rests := s.resting(r); rests != "" {
		text += " Defaults: " + rests
	}
	for _, way := range s.ways(r)[:1] {
		text += " " + strings.TrimSuffix(sentence(way.name), ".") + ": " + way.told
	}
	return strings.Replace(text, ".: ", ": ", 1)
}

// riskHelp says what the model's own mitigations do about a threat.
func (s *scan) riskHelp(r risk.Risk) sarifText {
	deeds := s.deeds(r)
	if len(deeds) == 0 {
		return sarifText{Text: "The model names no further mitigation that touches this threat's steps."}
	}
	help := message("What to do first: " + strings.Join(deeds, "; ") + ".")
	help.Markdown = quote(help.Text)
	return help
}

func (s *scan) finding(f risk.Finding) sarifResult {
	result := sarifResult{
		RuleID:              f.Rule,
		Kind:                "fail",
		Level:               levelOf(f.Severity),
		Message:             message(sentence(f.Message)),
		Locations:           []sarifLocation{s.named(f.Position, f.Element, "element")},
		Suppressions:        s.suppressions(f),
		PartialFingerprints: fingerprints(f.Fingerprint),
		Properties: sarifResultProperties{
			ID: f.Rule + "@" + f.Element, Severity: f.Severity, Missing: f.Missing, Risks: f.Risks,
		},
	}
	if f.Outcome == risk.OutcomeUnknown {
		result.Kind, result.Level = "open", "none"
	}
	if result.Message.Text == "" {
		result.Message.Text = sentence(f.Title + " at " + f.Element)
	}
	result.RuleIndex = s.rule(f.Rule, f.Severity, func() sarifRule { return s.findingRule(f) })
	return result
}

func (s *scan) findingRule(f risk.Finding) sarifRule {
	title := f.Title
	if title == "" {
		title = f.Rule
	}
	help := sarifText{Text: "No remediation is written for this rule."}
	if f.Remediation != "" {
		help = message(sentence(f.Remediation))
		help.Markdown = quote(help.Text)
	}
	return sarifRule{
		ShortDescription: message(sentence(title)),
		FullDescription:  message(sentence(title)),
		Help:             help,
		Properties:       sarifRuleProperties{Tags: s.tags(f)},
	}
}

// mostTags is how many tags code scanning services take of one rule.
const mostTags = 20

// tags classify a rule. Weaknesses are written as code scanning services group
// by them; controls come last, where there may be too many.
func (s *scan) tags(f risk.Finding) []string {
	tags := []string{"security", "policy"}
	add := func(prefix string, words []string) {
		for _, w := range words {
			tags = append(tags, prefix+w)
		}
	}
	add("fear:", f.Category.Fear)
	add("cause:", f.Category.Cause)
	add("stride:", f.Category.Stride)
	add("linddun:", f.Category.Linddun)
	if at := slices.IndexFunc(s.Rules, func(r risk.Rule) bool { return r.ID == f.Rule }); at >= 0 {
		for _, id := range s.Rules[at].CWE {
			tags = append(tags, "external/cwe/"+strings.ToLower(id))
		}
		add("control:", s.Rules[at].Controls)
	}
	return tags[:min(len(tags), mostTags)]
}

// message is a text that a viewer shows as it is: one line without links of the
// author's making, and of bearable length.
func message(s string) sarifText {
	return sarifText{Text: strings.ReplaceAll(clip(oneLine(s), messageLimit), "](", "] (")}
}

// rule lists a rule once, as severe as its worst result, and returns its index.
func (s *scan) rule(id, severity string, describe func() sarifRule) int {
	at, known := s.rules[id]
	if !known {
		at = len(s.listed)
		s.rules[id] = at
		r := describe()
		r.ID = id
		s.listed = append(s.listed, r)
	}
	r := &s.listed[at]
	if score := scoreOf(severity); score > r.Properties.SecuritySeverity {
		r.Properties.SecuritySeverity = score
		r.DefaultConfiguration.Level = levelOf(severity)
		r.Properties.ProblemSeverity = problemOf(severity)
	}
	return at
}

// levelOf is SARIF's word for a severity.
func levelOf(severity string) string {
	switch {
	case risk.AtLeast(severity, risk.High):
		return "error"
	case risk.AtLeast(severity, risk.Medium):
		return "warning"
	}
	return "note"
}

// problemOf is the word of code scanning services for a severity.
func problemOf(severity string) string {
	if level := levelOf(severity); level != "note" {
		return level
	}
	return "recommendation"
}

// scoreOf places a severity in the band of the same name on the 0 to 10 scale
// of code scanning services (critical from 9.0, high 7.0, medium 4.0). Scores
// have one digit before the point, so they sort as text.
func scoreOf(severity string) string {
	switch severity {
	case risk.Critical:
		return "9.5"
	case risk.High:
		return "8.0"
	case risk.Medium:
		return "5.5"
	}
	return "2.0"
}

// fingerprints give a result its identity across edits: under our own name, and
// under the one by which code scanning services track alerts.
func fingerprints(id string) map[string]string {
	return map[string]string{"stormtree/v1": id, "primaryLocationLineHash": id}
}

// suppressions are the waivers that cover a finding; the list is empty, not
// absent, when there are none: nothing is suppressed.
func (s *scan) suppressions(f risk.Finding) []sarifSuppression {
	list := []sarifSuppression{}
	if !f.Waived {
		return list
	}
	for _, w := range s.Waivers {
		if covers(w, f) {
			at := s.at(w.Position)
			why := fmt.Sprintf("%s Until %s; %s.", sentence(w.Reason), w.Expires, w.Owner)
			list = append(list, sarifSuppression{Kind: "inSource", Status: "accepted", Justification: why, Location: &at})
		}
	}
	if len(list) == 0 {
		list = append(list, sarifSuppression{Kind: "inSource", Status: "accepted"})
	}
	return list
}

// flows lead along an attack: the cheapest way, and the likeliest if that is another.
func (s *scan) flows(r risk.Risk) []sarifCodeFlow {
	var flows []sarifCodeFlow
	if r.CheapestAttack != nil && len(r.CheapestAttack.Steps) > 0 {
		flows = append(flows, s.flow("The cheapest attack", *r.CheapestAttack))
	}
	if r.LikeliestAttack != nil && len(r.LikeliestAttack.Steps) > 0 && !sameWay(r.LikeliestAttack, r.CheapestAttack) {
		flows = append(flows, s.flow("The likeliest attack", *r.LikeliestAttack))
	}
	return flows
}

func (s *scan) flow(name string, a risk.Attack) sarifCodeFlow {
	var steps []sarifThreadLocation
	for i, id := range a.Steps[:min(len(a.Steps), pathLimit)] {
		at := s.named(s.positions[id], id, "step")
		title := message(s.titles.of(id))
		at.Message = &title
		steps = append(steps, sarifThreadLocation{Location: at, ExecutionOrder: i + 1, Importance: "essential"})
	}
	return sarifCodeFlow{
		Message:     message(fmt.Sprintf("%s. %s.", name, demands(a, s.currency()))),
		ThreadFlows: []sarifThreadFlow{{Locations: steps}},
	}
}

// named is a place in a file with the id of what stands there.
func (s *scan) named(at source.Pos, id, kind string) sarifLocation {
	l := s.at(at)
	if id != "" {
		l.Logical = []sarifLogical{{Name: id, Kind: kind}}
	}
	return l
}

// at is a place in a file; what has none stands at the top of the model.
func (s *scan) at(pos source.Pos) sarifLocation {
	if pos.File == "" {
		pos.File = s.Model.File
	}
	p := &sarifPhysical{Artifact: artifact(pos.File), Region: &sarifRegion{StartLine: max(1, pos.Line), StartColumn: max(0, pos.Column)}}
	return sarifLocation{Physical: p}
}

// artifact is a file as a URI: relative to the root of the sources where
// possible, and percent-encoded.
func artifact(file string) sarifArtifact {
	slashed := filepath.ToSlash(file)
	if path.IsAbs(slashed) || filepath.VolumeName(file) != "" {
		u := url.URL{Scheme: "file", Path: "/" + strings.TrimLeft(slashed, "/")}
		return sarifArtifact{URI: u.String()}
	}
	u := url.URL{Path: path.Clean(slashed)}
	return sarifArtifact{URI: u.String(), Base: "%SRCROOT%"}
}
