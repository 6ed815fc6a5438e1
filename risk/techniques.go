package risk

import (
	"fmt"

	"github.com/stormtree-dev/stormtree/library"
	"github.com/stormtree-dev/stormtree/model"
	"github.com/stormtree-dev/stormtree/model/source"
)

// StepTechnique is a technique that a step names, with what is known to help
// against it in general: nothing here knows whether the model has it already.
type StepTechnique struct {
	library.Entry                   // the id alone where the library does not know it
	Defences      []library.Related `json:"defences"`
}

// Mitigations are the titles of the defences that ATT&CK itself names.
func (t StepTechnique) Mitigations() []string {
	var titles []string
	for _, d := range t.Defences {
		if d.Kind == library.Mitigation {
			titles = append(titles, d.Title)
		}
	}
	return titles
}

func techniques(s *model.Step) []StepTechnique {
	list := []StepTechnique{}
	for _, id := range s.Technique {
		if t, ok := library.Follow(id); ok {
			list = append(list, StepTechnique{t.Entry, t.Defences})
		} else {
			list = append(list, StepTechnique{library.Entry{ID: id}, []library.Related{}})
		}
	}
	return list
}

// maxGuesses is for how many unknown techniques a near one is looked for, which takes time.
const maxGuesses = 20

// techniqueNotes names techniques of steps that the library does not know: they
// change no number, and may exist outside clouds and industrial control systems.
func (a *analysis) techniqueNotes() []Note {
	var notes []Note
	guesses := map[string]string{}
	for _, s := range a.model.Steps {
		for _, id := range s.Technique {
			if _, ok := library.Find(id); ok {
				continue
			}
			if _, ok := guesses[id]; !ok && len(guesses) < maxGuesses {
				guesses[id] = guess(id)
			}
			notes = append(notes, Note{fmt.Sprintf("step %s names the technique %s, which the library does not carry%s", source.Quote(s.ID), source.Quote(id), guesses[id]), s.Pos})
		}
	}
	return notes
}

// guess says what was probably meant by an unknown technique, or nothing.
func guess(id string) string {
	near, ok := library.Nearest(id, library.Technique, library.AttackPattern)
	if !ok {
		return ""
	}
	return fmt.Sprintf("; the nearest is %s, %s", near.ID, near.Title)
}

// regulationNotes names regulations of assets that are probably misspelt. Any
// other word is somebody's own rule.
func (a *analysis) regulationNotes() []Note {
	var known []string
	for _, l := range library.Laws() {
		known = append(known, l.ID)
	}
	var notes []Note
	for _, asset := range a.model.Assets {
		for _, word := range asset.Regulations {
			_, ok := library.LawNamed(word)
			if near := source.Closest(word, known); !ok && near != "" {
				notes = append(notes, Note{fmt.Sprintf("asset %s names the regulation %s; did you mean %s?", source.Quote(asset.ID), source.Quote(word), source.Quote(near)), asset.Pos})
			}
		}
	}
	return notes
}
