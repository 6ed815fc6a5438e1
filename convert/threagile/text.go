package threagile

import (
	"html"
	"regexp"
	"strings"
	"unicode"
)

// tag is what Threagile allows in texts and we do not: HTML.
var tag = regexp.MustCompile(`</?[a-zA-Z][^<>]*>`)

// plainText takes HTML and characters that steer a reader's eye or terminal out
// of a text, and folds its white space.
func plainText(text string) string {
	folded := strings.Join(strings.Fields(html.UnescapeString(tag.ReplaceAllString(text, ""))), " ")
	return strings.TrimSpace(strings.Map(visible, folded))
}

func visible(r rune) rune {
	if unicode.IsControl(r) || unicode.Is(unicode.Bidi_Control, r) {
		return -1
	}
	return r
}

// sentence is a text with a label before it and a full stop behind it, "" for "".
func sentence(label, text string) string {
	text = plainText(text)
	if text == "" {
		return ""
	}
	if !strings.ContainsAny(text[len(text)-1:], ".!?…") {
		text += "."
	}
	if label != "" {
		return label + ": " + text
	}
	return text
}

// prose joins the sentences that say anything.
func prose(sentences ...string) string {
	var said []string
	for _, s := range sentences {
		if s != "" {
			said = append(said, s)
		}
	}
	return strings.Join(said, " ")
}

// lineLength is how many characters a title may have in our language.
const lineLength = 300

// clipped shortens a text to one line of our language.
func clipped(text string) string {
	if runes := []rune(text); len(runes) > lineLength {
		return string(runes[:lineLength-1]) + "…"
	}
	return text
}
