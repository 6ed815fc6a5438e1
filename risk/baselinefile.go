package risk

import (
	"fmt"
	"io"
	"slices"
	"strconv"
	"strings"

	"github.com/stormtree-dev/stormtree/model/source"
)

// baselineVersion is the version of the form of baseline files.
const baselineVersion = "1"

// Write writes a baseline as YAML: the same baseline gives the same bytes, and
// one line is one finding or risk, so that a review shows what came and went.
func (b *Baseline) Write(w io.Writer) error {
	sorted := &Baseline{Findings: slices.Clone(b.Findings), Risks: slices.Clone(b.Risks)}
	sorted.sort()
	findings, risks := &source.Node{Kind: source.Sequence}, &source.Node{Kind: source.Sequence}
	for _, f := range sorted.Findings {
		findings.Items = append(findings.Items, flow("rule", f.Rule, "element", f.Element, "outcome", f.Outcome, "severity", f.Severity))
	}
	for _, r := range sorted.Risks {
		risks.Items = append(risks.Items, flow("id", r.ID, "severity", r.Severity))
	}
	root := flow("baseline", baselineVersion, "model", b.Model)
	root.Flow = false
	root.Keys[0].Above = []string{
		"# What was known when this was written: stormtree check --new-only fails on what is not in here.",
		"# stormtree baseline create writes this file, stormtree baseline prune drops from it what is fixed.",
	}
	root.Keys = append(root.Keys, text("findings"), text("risks"))
	root.Items = append(root.Items, findings, risks)
	return source.Write(w, root)
}

// flow is a mapping on one line, of keys and values in turn.
func flow(words ...string) *source.Node {
	n := &source.Node{Kind: source.Mapping, Flow: true}
	for pair := range slices.Chunk(words, 2) {
		n.Keys, n.Items = append(n.Keys, text(pair[0])), append(n.Items, text(pair[1]))
	}
	return n
}

func text(s string) *source.Node { return &source.Node{Kind: source.Scalar, Text: s} }

// ReadBaseline reads what Baseline.Write writes, strictly: an unknown key, a
// missing one, a word that is no outcome or severity, or an entry that stands
// there twice is a problem with its position.
func ReadBaseline(file string, data []byte) (*Baseline, source.Problems) {
	root, problems := source.Read(file, data)
	if len(problems) > 0 {
		return nil, problems
	}
	r := &baselineReader{}
	b := r.baseline(root, source.Pos{File: file, Line: 1, Column: 1})
	if len(r.problems) > 0 {
		r.problems.Sort()
		return nil, r.problems
	}
	return b, nil
}

// maxBaselineProblems is after how many problems no more are told.
const maxBaselineProblems = 100

// baselineReader gathers what is wrong.
type baselineReader struct{ problems source.Problems }

func (r *baselineReader) fail(at source.Pos, kind, format string, args ...any) {
	if len(r.problems) < maxBaselineProblems {
		r.problems = append(r.problems, source.Problem{Pos: at, Kind: kind, Message: fmt.Sprintf(format, args...)})
	}
}

func (r *baselineReader) baseline(root *source.Node, start source.Pos) *Baseline {
	if root == nil || root.Kind != source.Mapping {
		r.fail(start, source.Syntax, "this is no baseline; stormtree baseline create writes one")
		return nil
	}
	fields := r.fields(root, "baseline", "model", "findings", "risks")
	if version := r.word(fields["baseline"]); version != "" && version != baselineVersion {
		r.fail(fields["baseline"].Pos, source.Value, "baselines of form %s cannot be read; this program reads form %s", source.Quote(version), baselineVersion)
	}
	b := &Baseline{Model: r.word(fields["model"]), pos: root.Pos}
	if at := fields["model"]; at != nil {
		b.pos = at.Pos
	}
	seen := map[string]bool{}
	for _, n := range r.list(fields["findings"]) {
		b.Findings = append(b.Findings, r.finding(n, seen))
	}
	for _, n := range r.list(fields["risks"]) {
		b.Risks = append(b.Risks, r.risk(n, seen))
	}
	return b
}

func (r *baselineReader) finding(n *source.Node, seen map[string]bool) KnownFinding {
	f := r.fields(n, "rule", "element", "outcome", "severity")
	k := KnownFinding{r.word(f["rule"]), r.word(f["element"]), r.word(f["outcome"], OutcomeFail, OutcomeUnknown), r.word(f["severity"], severities[:]...)}
	r.once(n, "finding "+source.Quote(k.Rule+"@"+k.Element), seen)
	return k
}

func (r *baselineReader) risk(n *source.Node, seen map[string]bool) KnownRisk {
	f := r.fields(n, "id", "severity")
	k := KnownRisk{r.word(f["id"]), r.word(f["severity"], severities[:]...)}
	r.once(n, "risk "+source.Quote(k.ID), seen)
	return k
}

func (r *baselineReader) once(n *source.Node, what string, seen map[string]bool) {
	if seen[what] {
		r.fail(n.Pos, source.Duplicate, "%s stands here twice", what)
	}
	seen[what] = true
}

// fields are the values of a mapping that must have exactly these keys.
func (r *baselineReader) fields(n *source.Node, keys ...string) map[string]*source.Node {
	values := map[string]*source.Node{}
	if n.Kind != source.Mapping {
		r.fail(n.Pos, source.Value, "here must be a mapping of %s", strings.Join(keys, ", "))
		return values
	}
	for i, key := range n.Keys {
		if !slices.Contains(keys, key.Text) {
			r.unknownKey(key, keys)
		}
		values[key.Text] = n.Items[i]
	}
	for _, key := range keys {
		if values[key] == nil {
			r.fail(n.Pos, source.Value, "%s is missing", strconv.Quote(key))
		}
	}
	return values
}

func (r *baselineReader) unknownKey(key *source.Node, keys []string) {
	about := "unknown key " + source.Quote(key.Text) + " in a baseline"
	if near := source.Closest(key.Text, keys); near != "" {
		about += "; did you mean " + strconv.Quote(near) + "?"
	}
	r.fail(key.Pos, source.UnknownKey, "%s", about)
}

// word is a scalar's text, one of the known if any are given; "" is told already.
func (r *baselineReader) word(n *source.Node, known ...string) string {
	switch {
	case n == nil:
		return ""
	case n.Kind != source.Scalar || n.Text == "":
		r.fail(n.Pos, source.Value, "here must be a word")
		return ""
	case len(known) > 0 && !slices.Contains(known, n.Text):
		r.fail(n.Pos, source.Value, "%s is not %s", source.Quote(n.Text), strings.Join(known, ", "))
	}
	return n.Text
}

// list is the items of a sequence; an empty list may be written as nothing.
func (r *baselineReader) list(n *source.Node) []*source.Node {
	switch {
	case n == nil || n.Kind == source.Null:
		return nil
	case n.Kind != source.Sequence:
		r.fail(n.Pos, source.Value, "here must be a list")
	}
	return n.Items
}
