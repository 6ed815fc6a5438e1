package library

import (
	"errors"
	"fmt"
	"regexp"
	"slices"
	"strconv"
	"strings"

	"github.com/stormtree-dev/stormtree/model"
)

// decade is how far the ends of an assumed number lie apart at least.
const decade = 10

var basisColumns = []string{"id", "unit", "low", "likely", "high", "basis", "source", "year", "population", "n", "note"}

// readBasis reads the table of numbers and refuses every row that breaks its
// rules, naming the line.
func readBasis(text string) ([]Number, error) {
	rows, err := readTable(text, basisColumns)
	if err != nil {
		return nil, fmt.Errorf("basis.csv: %w", err)
	}
	list := make([]Number, len(rows))
	for i, r := range rows {
		if list[i], err = number(r.cells); err != nil {
			return nil, fmt.Errorf("basis.csv:%d: %s: %w", r.line, r.cells[0], err)
		}
	}
	return list, nil
}

func number(c []string) (Number, error) {
	n := Number{ID: c[0], Unit: c[1], Basis: c[5], Source: c[6], Year: c[7], Population: c[8], N: c[9], Note: c[10]}
	var errs [3]error
	n.Low, errs[0] = amount(n.Unit, c[2])
	n.Likely, errs[1] = amount(n.Unit, c[3])
	n.High, errs[2] = amount(n.Unit, c[4])
	if err := errors.Join(errs[:]...); err != nil {
		return n, err
	}
	return n, errors.Join(n.checkRange(), n.checkOrigin())
}

// amount reads one end of a range: a number with an optional k or M, or the word of a skill.
func amount(unit, text string) (float64, error) {
	if unit == Skill {
		return skill(text)
	}
	plain := strings.NewReplacer("k", "e3", "M", "e6").Replace(text)
	value, err := strconv.ParseFloat(plain, 64)
	if err != nil || !plainNumber.MatchString(text) {
		return 0, fmt.Errorf("%q is not a number such as 0.3, 1e-05, 200 or 5k", text)
	}
	return value, nil
}

func skill(word string) (float64, error) {
	for s := model.Novice; s <= model.Expert; s++ {
		if s.String() == word {
			return float64(s), nil
		}
	}
	return 0, fmt.Errorf("%q is not a skill", word)
}

var (
	plainNumber = regexp.MustCompile(`^[0-9]+(\.[0-9]+)?(e-?[0-9]+|k|M)?$`)
	slug        = regexp.MustCompile(`^[a-z][a-z0-9]*(-[a-z0-9]+)*$`)
	year        = regexp.MustCompile(`^(19|20)[0-9]{2}$`)
	count       = regexp.MustCompile(`^[1-9][0-9]*$`)
)

func (n Number) checkRange() error {
	wide := slices.Contains([]string{Probability, Share, PerYear, Cost, Loss}, n.Unit)
	switch {
	case !slug.MatchString(n.ID):
		return errors.New("the id is not of words in small letters, joined by hyphens")
	case !wide && n.Unit != Days && n.Unit != Skill:
		return fmt.Errorf("the unit %q is unknown", n.Unit)
	case n.Low > n.Likely || n.Likely > n.High:
		return errors.New("low, likely and high do not ascend")
	case n.Low == n.High:
		return errors.New("a default is a range, not a point")
	case n.Low <= 0:
		return errors.New("nothing is impossible or free by default")
	case (n.Unit == Probability || n.Unit == Share) && n.High > 1:
		return errors.New("it is above 1")
	case n.Basis == Assumed && wide && n.High < decade*n.Low:
		return errors.New("an assumed number spans at least a decade")
	}
	return nil
}

func (n Number) checkOrigin() error {
	switch {
	case n.Basis == Author:
		return errors.New("what authors state stands in their models")
	case !slices.Contains([]string{Measured, Survey, Expert, Assumed}, n.Basis):
		return fmt.Errorf("the basis %q is unknown", n.Basis)
	case n.Basis != Assumed && (n.Source == "" || n.Year == ""):
		return fmt.Errorf("a number that is %s has a source and a year", n.Basis)
	case (n.Basis == Measured || n.Basis == Survey) && n.Population == "":
		return errors.New("it does not say of what it was counted")
	case (n.Source == "") != (n.Year == ""):
		return errors.New("a source has a year")
	case n.Year != "" && !year.MatchString(n.Year):
		return fmt.Errorf("%q is not a year", n.Year)
	case n.N != "" && !count.MatchString(n.N):
		return fmt.Errorf("n %q is not a count", n.N)
	case n.Note == "":
		return errors.New("the note is missing: no number says everything")
	}
	return nil
}
