package model

import (
	"regexp"
	"strings"
	"time"

	"github.com/stormtree-dev/stormtree/model/source"
)

// MaxWaiverDays is the longest time for which a finding can be accepted, in days.
const MaxWaiverDays = 365

var waiverRecord = record[Waiver]{
	name: "waiver",
	fields: []field[Waiver]{
		is("rule", waivedRule, func(w *Waiver) *Ref { return &w.Rule }, "The rule whose findings are accepted.").must(),
		is("at", waivedElement, func(w *Waiver) *Ref { return &w.At }, "The element, or a pattern of ids such as sensor-*.").must(),
		is("reason", reason, func(w *Waiver) *string { return &w.Reason }, "Why this is acceptable, in 20 characters or more.").must(),
		is("owner", line, func(w *Waiver) *string { return &w.Owner }, "Who looks after it.").must(),
		is("approved_by", line, func(w *Waiver) *string { return &w.ApprovedBy }, "Who agreed."),
		is("created", date, func(w *Waiver) *Date { return &w.Created }, "The day it was written, YYYY-MM-DD.").must(),
		is("expires", date, func(w *Waiver) *Date { return &w.Expires }, "Its last day, YYYY-MM-DD: at most 365 days after it was written.").must(),
		is("ticket", line, func(w *Waiver) *string { return &w.Ticket }, "Where it is tracked."),
		is("compensating", list(line), func(w *Waiver) *[]string { return &w.Compensating }, "What protects meanwhile."),
	},
	finish: wholeWaiver,
	mistakes: map[string]string{
		"element": `write "at"`, "until": `write "expires"`, "rules": `write "rule"; each rule has a waiver of its own`, "id": `write "rule"`,
	},
}

// waiver reads one waiver of the list.
var waiver = value[*Waiver]{form: waiverRecord.form(), read: func(d *decoder, n *source.Node) (*Waiver, bool) {
	d.owner = &owner{kind: "waiver"}
	if !d.mapping(n, "{rule: PRO-01, at: readings, …}") {
		return nil, false
	}
	w := &Waiver{Pos: n.Pos}
	waiverRecord.read(d, n, w)
	return w, true
}}

// date reads a day of the calendar.
var date = value[Date]{
	form: &form{Type: "string", Pattern: "^[0-9]{4}-[0-9]{2}-[0-9]{2}$", Format: "date"},
	read: func(d *decoder, n *source.Node) (Date, bool) {
		text, ok := d.scalar(n, "a day such as 2026-12-31")
		if !ok {
			return "", false
		}
		if _, err := time.Parse(time.DateOnly, text); err != nil {
			why := "is not written YYYY-MM-DD"
			if strings.Contains(err.Error(), "out of range") {
				why = "is no day of the calendar"
			}
			d.fail(n.Pos, source.Value, "%s is %s, which %s", source.Quote(d.key), source.Quote(text), why)
			return "", false
		}
		return Date(text), true
	},
}

func wholeWaiver(d *decoder, n *source.Node, w *Waiver) {
	waiverEnds(d, n, w)
	if w.At.ID != "" && tooBroad(w.At.ID) {
		d.fail(w.At.Pos, source.Value, `"at" is %s, which would excuse every element, those of tomorrow too; name an element, or a part that their ids have in common`, source.Quote(w.At.ID))
	}
}

// tooBroad tells whether nothing of a pattern is a part of an id.
func tooBroad(pattern string) bool {
	return !strings.ContainsFunc(inBrackets.ReplaceAllString(pattern, ""), func(r rune) bool { return isID("_"+string(r)) && r != '-' && r != '_' })
}

// inBrackets is a set of characters in a pattern.
var inBrackets = regexp.MustCompile(`\[[^\]]*\]`)

// waiverEnds checks that a waiver ends after it begins, and soon enough.
func waiverEnds(d *decoder, n *source.Node, w *Waiver) {
	if w.Created == "" || w.Expires == "" {
		return
	}
	created, _ := time.Parse(time.DateOnly, string(w.Created))
	expires, _ := time.Parse(time.DateOnly, string(w.Expires))
	pos := lookUp(n, "expires").Pos
	switch {
	case expires.Before(created):
		d.fail(pos, source.Value, `"expires" is %s, before the waiver was created on %s`, w.Expires, w.Created)
	case expires.After(created.AddDate(0, 0, MaxWaiverDays)):
		d.fail(pos, source.Value, `"expires" is %s, more than %d days after %s; the latest day is %s`, w.Expires, MaxWaiverDays, w.Created,
			created.AddDate(0, 0, MaxWaiverDays).Format(time.DateOnly))
	}
}
