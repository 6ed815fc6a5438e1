package library

import (
	_ "embed"
	"fmt"
	"slices"
)

// Source is where a catalogue of entries comes from. Notice has the whole terms.
type Source struct {
	ID        string `json:"id"` // an Entry's Catalogue; CTID for what ties controls and capabilities to techniques
	Title     string `json:"title"`
	Version   string `json:"version"`
	Publisher string `json:"publisher"`
	Terms     string `json:"terms"`
}

var (
	//go:embed sources.csv
	sourceText string
	//go:embed NOTICE
	notice string
)

var sources = once(func() ([]Source, error) { return readSources(sourceText) })

func readSources(text string) ([]Source, error) {
	rows, err := readTable(text, []string{"id", "title", "version", "publisher", "terms"})
	if err != nil {
		return nil, fmt.Errorf("sources.csv: %w", err)
	}
	list := make([]Source, len(rows))
	for i, r := range rows {
		list[i] = Source{r.cells[0], r.cells[1], r.cells[2], r.cells[3], r.cells[4]}
	}
	return list, nil
}

// Sources returns where the entries come from, sorted by id.
func Sources() []Source { return slices.Clone(sources()) }

// Notice returns the terms under which the tables are carried, which every copy
// of them has to come with.
func Notice() string { return notice }
