package report

import (
	"io"
	"strconv"
	"strings"

	"github.com/stormtree-dev/stormtree/model/source"
	"github.com/stormtree-dev/stormtree/risk"
)

// GitHub writes a register as workflow commands, which GitHub shows as
// annotations on the lines of a change: an error for what fails the gate, a
// warning for what is to be warned of and for waivers that need a look, and the
// gate's answer last. The service shows the first ten of each; the worst come
// first. Every line is one command of ours: no text of the model's author can
// begin another.
func GitHub(w io.Writer, r *risk.Register, o Options) error {
	g := github{lookup: newLookup(r)}
	if o.Judged == nil {
		o.Judged = &Judgement{}
	}
	v := o.Judged.Verdict
	for _, f := range v.Findings {
		g.command("error", f.Position, f.Rule+": "+f.Title, g.told(f, o.Judged))
	}
	for _, row := range v.Risks {
		g.command("error", row.Position, "risk "+row.ID, g.toldRisk(row))
	}
	for _, row := range v.Unfounded {
		g.command("error", row.Position, "risk "+row.ID, "its numbers rest on less than "+o.Judged.Gate.Basis+": "+row.Basis)
	}
	for _, f := range v.Soft {
		g.command("warning", f.Position, f.Rule+": "+f.Title, g.told(f, o.Judged))
	}
	for _, row := range v.SoftRisks {
		g.command("warning", row.Position, "risk "+row.ID, g.toldRisk(row))
	}
	for _, waiver := range r.Waivers {
		if word := waiverWord(waiver); word != "" {
			g.command("warning", waiver.Position, "waiver", "waiver "+waiver.Rule+" "+waiver.At+" "+word)
		}
	}
	for _, line := range g.waitingFor(v.Warnings) {
		g.command("notice", source.Pos{}, "not known", line)
	}
	for _, altered := range o.Judged.Altered {
		g.command("warning", source.Pos{}, alters, altered)
	}
	g.answered(o.Judged)
	_, err := io.WriteString(w, g.out.String())
	return err
}

type github struct {
	*lookup
	out strings.Builder
}

func (g *github) answered(j *Judgement) {
	kind := "notice"
	if !j.Verdict.Passed {
		kind = "error"
	}
	answer, _ := g.answer(*j)
	g.command(kind, source.Pos{}, "stormtree", answer)
}

// command writes one workflow command; what is nowhere has no place.
func (g *github) command(kind string, at source.Pos, title, message string) {
	g.out.WriteString("::" + kind + " ")
	if at.File != "" {
		g.out.WriteString("file=" + property(g.artifactName(at.File)) + ",line=" + strconv.Itoa(max(1, at.Line)) + ",col=" + strconv.Itoa(max(1, at.Column)) + ",")
	}
	g.out.WriteString("title=" + property(clip(oneLine(title), longest)) + "::" + data(clip(oneLine(message), messageLimit)) + "\n")
}

// data escapes a command's message. The older form of commands, which could stand
// anywhere in a line, is taken apart.
func data(s string) string {
	s = strings.ReplaceAll(s, "##[", "## [")
	return strings.NewReplacer("%", "%25", "\r", "%0D", "\n", "%0A").Replace(s)
}

// property escapes a value before a command's message.
func property(s string) string {
	return strings.NewReplacer(":", "%3A", ",", "%2C").Replace(data(s))
}
