// Package report renders what risk found: a register as text, JSON, Markdown,
// SARIF, CSV or in the words of the services that show a gate's answer, a tree as text or JSON.
//
// Renderers are functions without state. They print what the register says and
// compute nothing but sums for their own headings; the same register gives the
// same bytes. Words of the model's author never reach a terminal, a Markdown
// page or a URI unescaped.
package report

import (
	"fmt"
	"io"
	"strings"

	"github.com/stormtree-dev/stormtree/risk"
)

// Options say how a report looks. The zero value is plain text for a file.
type Options struct {
	Color   bool       // paint with ANSI colours; only text does
	Version string     // of the program, for formats that name their producer
	Groups  string     // one of risk.Axes: text and Markdown tell the groups instead of the ranking, JSON adds them; "" is none
	Judged  *Judgement // by a gate: the report tells its answer, and text tells nothing else
}

// Formats are the names that Write knows, in alphabetical order.
func Formats() []string { return []string{"csv", "json", "markdown", "sarif", "text"} }

// GroupFormats are those of Formats that can tell groups.
func GroupFormats() []string { return []string{"json", "markdown", "text"} }

// GateFormats are those of a register that a gate has judged, text last: Formats and the ones of
// services that show a gate's answer.
func GateFormats() []string {
	return []string{"csv", "github", "gitlab", "json", "junit", "markdown", "sarif", "text"}
}

// Write renders a register in a named format. An unknown name is an error.
func Write(w io.Writer, format string, r *risk.Register, o Options) error {
	writers := map[string]func(io.Writer, *risk.Register, Options) error{
		"csv": CSV, "github": GitHub, "gitlab": GitLab, "json": JSON, "junit": JUnit, "markdown": Markdown, "sarif": SARIF, "text": Text,
	}
	write, known := writers[format]
	if !known {
		return fmt.Errorf("no format %q; there are %s", format, strings.Join(GateFormats(), ", "))
	}
	return write(w, r, o)
}

// Ending is how names of files end that are written in a format.
type Ending struct{ Suffix, Format string }

// Endings are the endings that stand for a format of Write, longer ones first.
func Endings() []Ending {
	return []Ending{
		{".sarif.json", "sarif"},
		{".sarif", "sarif"},
		{".json", "json"},
		{".csv", "csv"},
		{".md", "markdown"},
		{".markdown", "markdown"},
		{".txt", "text"},
	}
}

// GateEndings are those of GateFormats; .xml is JUnit's.
func GateEndings() []Ending { return append([]Ending{{".xml", "junit"}}, Endings()...) }
