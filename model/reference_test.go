package model

import (
	"bytes"
	"flag"
	"os"
	"testing"
)

var updateReference = flag.Bool("update", false, "rewrite docs/language.md")

func TestReferenceIsCurrent(t *testing.T) {
	const page = "../docs/language.md"
	got := Reference()
	if *updateReference {
		if err := os.WriteFile(page, got, 0o644); err != nil {
			t.Fatal(err)
		}
	}
	want, err := os.ReadFile(page)
	if err != nil {
		t.Fatal(err)
	}
	if !bytes.Equal(got, want) {
		t.Error("docs/language.md is not what the tables say; renew it with -update")
	}
}
