package canvas

import (
	"sync"
	"unicode"

	"github.com/go-fonts/liberation/liberationsansbold"
	"github.com/go-fonts/liberation/liberationsansregular"
	"golang.org/x/image/font"
	"golang.org/x/image/font/opentype"
	"golang.org/x/image/font/sfnt"
	"golang.org/x/image/math/fixed"
)

// Font is Liberation Sans at a size in pixels.
type Font struct {
	Size float64
	Bold bool
}

// Width returns how wide a cleaned text is, in pixels. Signs that the font
// lacks count as a full square each, which is as wide as they get.
func (f Font) Width(text string) float64 { return f.measure(Clean(text)) }

func (f Font) measure(cleaned string) float64 {
	face := regular()
	if f.Bold {
		face = bold()
	}
	width := 0
	var scratch sfnt.Buffer
	for _, r := range cleaned {
		width += face.advance(&scratch, r)
	}
	return float64(width) * f.Size / unitsPerEm
}

// Covers reports whether the font has every sign of a cleaned text.
func Covers(text string) bool {
	var scratch sfnt.Buffer
	for _, r := range Clean(text) {
		if glyph, err := regular().font.GlyphIndex(&scratch, r); err != nil || glyph == 0 {
			return false
		}
	}
	return true
}

// unitsPerEm is the resolution at which widths are measured, the font's own.
const unitsPerEm = 2048

// face is a parsed font. It is safe for many goroutines.
type face struct{ font *sfnt.Font }

var (
	regular = sync.OnceValue(func() face { return parse(liberationsansregular.TTF) })
	bold    = sync.OnceValue(func() face { return parse(liberationsansbold.TTF) })
)

func parse(ttf []byte) face {
	f, err := opentype.Parse(ttf)
	if err != nil {
		panic("canvas: the embedded font is broken: " + err.Error())
	}
	return face{f}
}

func (f face) advance(scratch *sfnt.Buffer, r rune) int {
	if unicode.In(r, unicode.Mn, unicode.Me) {
		return 0
	}
	glyph, err := f.font.GlyphIndex(scratch, r)
	if err != nil || glyph == 0 {
		return unitsPerEm
	}
	advance, err := f.font.GlyphAdvance(scratch, glyph, fixed.I(unitsPerEm), font.HintingNone)
	if err != nil {
		return unitsPerEm
	}
	return advance.Round()
}
