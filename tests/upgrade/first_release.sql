-- An agreement of the first release at every step of its way, with all that it stands on.
-- Books: 300 asked for; 60 agreed, 50 on the way, 40 of 50 came, 60 called off, 0 of 30 came.
INSERT INTO division (code, level, kind, name, parent_code, path, valid_from, counts_as_county) VALUES
  ('430000000000', 1, 'province', '湖南省', NULL, '湖南省', '2020-01-01', false),
  ('433100000000', 2, 'prefecture', '湘西土家族苗族自治州', '430000000000', '湖南省/湘西土家族苗族自治州', '2020-01-01', false),
  ('433101000000', 3, 'county', '吉首市', '433100000000', '湖南省/湘西土家族苗族自治州/吉首市', '2020-01-01', true),
  ('433101101000', 4, 'town', '矮寨镇', '433101000000', '湖南省/湘西土家族苗族自治州/吉首市/矮寨镇', '2020-01-01', false),
  ('433101101201', 5, 'village', '坪朗村', '433101101000', '湖南省/湘西土家族苗族自治州/吉首市/矮寨镇/坪朗村', '2020-01-01', false);
INSERT INTO account (id, name) VALUES (1, '石主任'), (2, '龙经理'), (3, '田科长'), (4, '向老师'), (5, '彭科长');
INSERT INTO organisation (id, kind, name, division, status, applied_by, decided_by, verified_until, next_check_at)
  VALUES (1, 'FOUND', '暖阳慈善会', '433100000000', 'verified', 2, 3, '2027-11-01', '2027-11-01');
INSERT INTO home (id, name, division, status, director_id, director_kind)
  VALUES (1, '坪朗村儿童之家', '433101101201', 'open', 1, 'DK-WF');
INSERT INTO opening_hour (home_id, weekday, opens, closes) VALUES (1, 6, '09:00', '17:00');
INSERT INTO membership (account, role, division, home, valid_from, source)
  VALUES (1, 'director', '433101101201', 1, '2026-11-01', 'installation');
INSERT INTO need (id, home_id, division, status, title, purpose, category, bands, beneficiaries, submitted_by, writers,
    checked_by, approved_by, submitted_at, published_at, due_on, next_check_at) VALUES
  (1, 1, '433101101201', 'partly_met', '给阅读角添绘本', '阅读角的书旧了。', 'MAT-BOOK', '{"6-8": 20}', 20, 1, '{1}', 3, 5,
   '2026-11-01', '2026-11-02', '2099-01-05', '2099-01-05'),
  (2, 1, '433101101201', 'met', '周末辅导', '周末请老师来。', 'SVC-TUT', '{"6-8": 20}', 20, 1, '{1}', 3, 5,
   '2026-11-01', '2026-11-02', '2099-01-05', '2099-01-05');
INSERT INTO need_line (id, need_id, position, category, name, quantity, unit, committed, in_transit, received) VALUES
  (1, 1, 1, 'MAT-BOOK', '绘本', 300, '册', 60, 50, 40), (2, 2, 1, 'SVC-TUT', '辅导', 8, '课时', 0, 0, 8);
INSERT INTO offer (id, organisation_id, division, status, mode, category, title, unit, quantity, areas, starts_on, ends_on,
    committed, delivered, submitted_by, moderated_by, published_at, next_check_at)
  SELECT number, 1, '433100000000', 'published', 'GOODS', 'MAT-BOOK', '绘本，第' || number || '批', '册', 80, '{4331}',
         '2026-11-01', '2099-02-01', committed, delivered, 2, 3, '2026-11-02', '2099-02-01'
    FROM (VALUES (1, 60, 0), (2, 50, 0), (3, 0, 40), (5, 0, 0), (6, 0, 0)) AS given (number, committed, delivered);
INSERT INTO offer (id, division, status, mode, category, title, unit, quantity, areas, starts_on, ends_on,
    delivered, submitted_by, moderated_by, published_at, next_check_at) VALUES
  (4, '433101000000', 'published', 'SERVICE', 'SVC-TUT', '周末辅导', '课时', 20, '{433101}', '2026-11-01', '2099-02-01',
   8, 4, 3, '2026-11-02', '2099-02-01');
INSERT INTO match_run (id, scope, solver, input_sha256, proposals)
  VALUES (1, '4331', 'pylmcf network simplex', repeat('a', 64), 6);
INSERT INTO proposal (id, run_id, need_id, line_id, offer_id, home_id, organisation_id, division, status, units, score,
    need_accepted_by, offer_accepted_by, decided_by, decided_at) VALUES
  (41, 1, 1, 1, 1, 1, 1, '433101101201', 'approved', 60, 80, 1, 2, 5, '2026-11-03'),
  (42, 1, 1, 1, 2, 1, 1, '433101101201', 'in_delivery', 50, 80, 1, 2, 5, '2026-11-03'),
  (43, 1, 1, 1, 3, 1, 1, '433101101201', 'received', 50, 80, 1, 2, 5, '2026-11-03'),
  (44, 1, 2, 2, 4, 1, NULL, '433101101201', 'evaluated', 8, 80, 1, 4, 5, '2026-11-03'),
  (45, 1, 1, 1, 5, 1, 1, '433101101201', 'cancelled', 60, 80, 1, 2, 5, '2026-11-03'),
  (46, 1, 1, 1, 6, 1, 1, '433101101201', 'received', 30, 80, 1, 2, 5, '2026-11-03');
INSERT INTO agreement (id, proposal_id, need_id, line_id, offer_id, home_id, organisation_id, giver_id, division, status,
    number, units, unit, subject, text, due_on, received_units, rating, feedback, created_at, changed_at)
  SELECT p.id - 40, p.id, p.need_id, p.line_id, p.offer_id, 1, p.organisation_id, o.submitted_by, p.division,
         CASE p.status WHEN 'approved' THEN 'in_force' ELSE p.status END, 'XTH-2026-00000' || p.id - 40, p.units,
         o.unit, l.name, '协议全文', '2099-01-05',
         CASE p.id WHEN 43 THEN 40 WHEN 44 THEN 8 WHEN 46 THEN 0 END, CASE p.id WHEN 44 THEN 5 END,
         CASE p.id WHEN 44 THEN '很耐心' ELSE '' END, '2026-11-03', '2026-11-20'
    FROM proposal p JOIN offer o ON o.id = p.offer_id JOIN need_line l ON l.id = p.line_id;
INSERT INTO agreement_step (agreement_id, verb, by, at, note) VALUES
  (2, 'dispatch', 2, '2026-11-10', '顺丰'), (3, 'dispatch', 2, '2026-11-10', '顺丰'),
  (3, 'receive', 1, '2026-11-15', '湿了十册'), (4, 'dispatch', 4, '2026-11-10', '周三开始'),
  (4, 'receive', 1, '2026-11-15', ''), (4, 'evaluate', 1, '2026-11-20', '很耐心'),
  (5, 'cancel', 1, '2026-11-20', '学校已送来'), (6, 'dispatch', 2, '2026-11-10', '顺丰'),
  (6, 'receive', 1, '2026-11-20', '车翻了，全湿了');
SELECT setval(pg_get_serial_sequence('agreement', 'id'), 6), setval('agreement_number', 6);
