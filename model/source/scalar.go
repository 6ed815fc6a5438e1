package source

import (
	"slices"
	"strings"
	"unicode"
)

// reserved are the words that some reader of YAML, ours included, takes for
// something else than text.
var reserved = []string{"null", "true", "false", "yes", "no", "on", "off", "y", "n", "nan", "inf"}

// nulls are the words for no value.
var nulls = []string{"null", "Null", "NULL", "~"}

// isPlain tells whether text can stand without quotes and still be a scalar, in
// brackets or outside.
func isPlain(text string, flow bool) bool {
	switch {
	case text == "" || slices.Contains(nulls, text) || strings.TrimSpace(text) != text || strings.ContainsAny(text, "\n\t"):
		return false
	case strings.ContainsAny(text[:1], "#&*!|>'\"%@`{}[],<") || strings.HasPrefix(text, "---") || strings.HasPrefix(text, "..."):
		return false
	case strings.ContainsAny(text[:1], "-?:") && (len(text) == 1 || text[1] == ' '):
		return false
	case strings.Contains(text, ": ") || strings.HasSuffix(text, ":") || strings.Contains(text, " #"):
		return false
	}
	return !flow || !strings.ContainsAny(text, ",[]{}:") && !strings.ContainsAny(text[:1], "-?")
}

// bare tells whether plain text can be taken for nothing but text: it begins with
// a letter and is no reserved word.
func bare(text string) bool {
	for _, r := range text {
		return unicode.IsLetter(r) && !slices.Contains(reserved, strings.ToLower(text))
	}
	return false
}

// inline renders a scalar or null on one line.
func inline(n *Node, flow bool) string {
	switch {
	case n.Kind == Null && n.Text == "" && flow:
		return "null"
	case n.Kind == Null:
		return n.Text
	case !n.Quoted && isPlain(n.Text, flow), n.Mark == 0 && bare(n.Text) && isPlain(n.Text, flow):
		return n.Text
	case n.Mark == '\'' && !strings.ContainsAny(n.Text, "\n\t"):
		return "'" + strings.ReplaceAll(n.Text, "'", "''") + "'"
	}
	return `"` + escape.Replace(n.Text) + `"`
}

var escape = strings.NewReplacer(`\`, `\\`, `"`, `\"`, "\n", `\n`, "\t", `\t`)

// block renders a scalar as the header and the lines of a block scalar, or returns
// "" when it is none or cannot be one.
func block(n *Node) (header string, lines []string) {
	if n.Kind != Scalar || !n.Quoted || n.Mark == '"' || n.Mark == '\'' {
		return "", nil
	}
	header, lines = "|", strings.Split(strings.TrimSuffix(n.Text, "\n"), "\n")
	if n.Lines != nil {
		header, lines = string(n.Mark), n.Lines
	} else if !strings.Contains(n.Text, "\n") {
		return "", nil
	}
	if !strings.HasSuffix(n.Text, "\n") {
		header += "-"
	}
	if !fits(lines) {
		return "", nil
	}
	return header, lines
}

// fits tells whether lines can be the content of a block scalar that states no
// indentation: a first and a last line with text, and no spaces that get lost.
func fits(lines []string) bool {
	for _, line := range lines {
		if strings.HasSuffix(line, " ") || strings.Contains(line, "\t") {
			return false
		}
	}
	if len(lines) == 0 {
		return false
	}
	first, last := lines[0], lines[len(lines)-1]
	return first != "" && first[0] != ' ' && last != ""
}
