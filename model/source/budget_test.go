package source

import (
	"fmt"
	"strings"
	"testing"
)

// Whatever value or key it is that the budget runs out at, somebody is told: a
// model may never lose its end in silence.
func TestNothingIsLostInSilence(t *testing.T) {
	const lines = maxNodes/4 + 1000
	var body strings.Builder
	for i := range lines {
		fmt.Fprintf(&body, "  k%d: {a: b}\n", i)
	}
	for pad := range 2 { // the budget runs out at a key, then at a value
		head := strings.Repeat("x", pad+1)
		text := "list: [" + strings.TrimSuffix(strings.Repeat("x, ", pad+1), ", ") + "]\n" + head + ":\n" + body.String()
		root, problems := Read("t.yaml", []byte(text))
		if len(problems) == 0 && len(root.Items[1].Keys) != lines {
			t.Errorf("pad %d: %d of %d entries and no word about it", pad, len(root.Items[1].Keys), lines)
		}
	}
}
