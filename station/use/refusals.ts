/** What people are told no to at the gate: opening, deciding on, and looking under a use. */
import type { RefusalRow, RefusalTable } from '../refusal.ts'

const row = (
  status: RefusalRow['status'],
  articles: readonly string[],
  title: RefusalRow['title'],
  next: RefusalRow['next'],
): RefusalRow => ({ status, title, next, articles })

/** Added to the sentence where no article asks for it. */
const ours = { zh: '（本产品的规则）', en: ' (a rule of this product)' }

export const useRefusals = {
  'use/not-permitted': row(
    403,
    ['185/14'],
    { zh: '没有权限', en: 'Not permitted' },
    {
      zh: '您的角色不能做这件事；可请保管人或管理员办理。',
      en: 'Your roles do not allow this; ask a keeper or the administrator.',
    },
  ),
  'use/not-active': row(
    403,
    ['185/14'],
    { zh: '账号或登录已失效', en: 'The account or session is no longer active' },
    {
      zh: '请重新登录；若账号已停用，请询问管理员。',
      en: 'Sign in again; if the account was suspended, ask the administrator.',
    },
  ),
  'use/no-image-role': row(
    403,
    ['185/14'],
    { zh: '管理员和审计员不看图像', en: 'Administrators and auditors see no image' },
    { zh: `请由保管人或值班员办理${ours.zh}。`, en: `Let a keeper or an operator do it${ours.en}.` },
  ),
  'use/operator-only': row(
    403,
    ['185/13', '185/14'],
    { zh: '只有值班员可以', en: 'Only an operator may' },
    { zh: '请由接班的值班员办理。', en: 'Let the operator on watch do it.' },
  ),
  'use/keeper-only': row(
    403,
    ['185/14'],
    { zh: '只有保管人可以', en: 'Only a keeper may' },
    { zh: `请由保管人办理${ours.zh}。`, en: `Let a keeper do it${ours.en}.` },
  ),
  'use/technician-only': row(
    403,
    ['185/14'],
    { zh: '只有维护员可以', en: 'Only a technician may' },
    { zh: `请由维护员办理${ours.zh}。`, en: `Let a technician do it${ours.en}.` },
  ),
  'use/keeper-or-operator': row(
    403,
    ['185/14'],
    { zh: '只有保管人或值班员可以', en: 'Only a keeper or an operator may' },
    { zh: `请由保管人或值班员办理${ours.zh}。`, en: `Let a keeper or an operator do it${ours.en}.` },
  ),
  'use/keeper-or-on-watch': row(
    403,
    ['185/14', '185/16'],
    { zh: '须由保管人或当班人员陪同', en: 'A keeper or whoever is on watch must be beside them' },
    { zh: '请由保管人办理，或先接班。', en: 'Let a keeper do it, or take the watch first.' },
  ),
  'use/not-on-watch': row(
    403,
    ['185/13', '185/14'],
    { zh: '尚未接班', en: 'You have not taken the watch' },
    { zh: '请先在“值班”页面接班。', en: 'Take the watch first, on the page “Watch”.' },
  ),
  'use/keeper-untold': row(
    403,
    [],
    { zh: '尚未告知保管人', en: 'The keepers have not been told' },
    { zh: `请重试；告知由系统完成${ours.zh}。`, en: `Try again; the station tells them${ours.en}.` },
  ),
  'use/needs-keeper': row(
    403,
    ['185/14'],
    { zh: '须经保管人同意', en: 'A keeper must approve' },
    { zh: `请等待保管人同意${ours.zh}。`, en: `Wait for a keeper to approve${ours.en}.` },
  ),
  'use/needs-second-person': row(
    403,
    ['185/14'],
    { zh: '须经第二人同意', en: 'A second person must approve' },
    {
      zh: `请另一位保管人、值班员或单位主要负责人同意${ours.zh}。`,
      en: `Another keeper, an operator or the principal can approve${ours.en}.`,
    },
  ),
  'use/two-officials': row(
    403,
    ['185/17'],
    {
      zh: '须有两名以上工作人员，并已查验工作证件',
      en: 'At least two officials, each with the work ID seen',
    },
    { zh: '请登记第二名工作人员并查验证件。', en: 'Enter the second official and look at the ID.' },
  ),
  'use/unlawful': row(
    403,
    ['185/14', '185/17', '799/20', '799/21'],
    { zh: '法规不允许，或尚不能确定允许', en: 'The law does not allow it, or can not be said to' },
    {
      zh: '请看所附的理由，补齐所缺；不能补齐的，不予提供。',
      en: 'See the reasons given and supply what is missing; without it nothing is shown.',
    },
  ),
  'use/same-officer': row(
    422,
    ['185/17'],
    { zh: '两名工作人员是同一人', en: 'Two of the officials are one person' },
    { zh: '工作人员不得少于二人：请登记另一人。', en: 'There must be at least two: enter another.' },
  ),
  'use/document-missing': row(
    403,
    ['185/17'],
    { zh: '须出示证明文件', en: 'A supporting document must be shown' },
    { zh: '请查看并登记证明文件的名称和编号。', en: 'Look at the document and enter its kind and number.' },
  ),
  'use/relation-missing': row(
    403,
    ['799/21'],
    { zh: '须说明与图像的关系', en: 'How the person is concerned must be stated' },
    {
      zh: '请填写：本人、近亲属，或者监护、看护、代管人。',
      en: 'Say: self, close relative, or guardian or carer.',
    },
  ),
  'use/consent-missing': row(
    403,
    ['799/21'],
    { zh: '须经单位同意', en: 'The unit must consent' },
    { zh: '请填写由谁代表单位同意。', en: 'Say who consented for the unit.' },
  ),
  'use/no-camera': row(
    422,
    ['185/14'],
    { zh: '没有选择摄像机', en: 'No camera was chosen' },
    { zh: '请选择至少一台摄像机。', en: 'Choose at least one camera.' },
  ),
  'use/camera-unknown': row(
    404,
    [],
    { zh: '没有这台摄像机', en: 'There is no such camera' },
    { zh: '请从摄像机登记簿中选择。', en: 'Choose from the register of cameras.' },
  ),
  'use/one-camera': row(
    403,
    ['185/12'],
    { zh: '维护看图每次只看一台', en: 'A maintenance picture is of one camera' },
    { zh: `请每台摄像机分别登记${ours.zh}。`, en: `Open one for each camera${ours.en}.` },
  ),
  'use/too-many-cameras': row(
    422,
    ['185/14'],
    { zh: '摄像机过多（最多 {most} 台）', en: 'Too many cameras (at most {most})' },
    { zh: '请只选与事由有关的摄像机。', en: 'Choose only those the matter is about.' },
  ),
  'use/too-long': row(
    422,
    ['185/14'],
    { zh: '时间过长', en: 'Too long' },
    { zh: `请缩短开启时间${ours.zh}。`, en: `Let it last a shorter time${ours.en}.` },
  ),
  'use/live-only': row(
    422,
    ['185/14'],
    { zh: '此登记只看实时画面', en: 'This shows pictures of now only' },
    {
      zh: '请勿填写录像时间段；要看录像请另行登记。',
      en: 'Leave the interval out; open another use for recorded pictures.',
    },
  ),
  'use/recorded-only': row(
    403,
    ['185/14'],
    { zh: '此登记只看录像', en: 'This shows recorded pictures only' },
    { zh: '要看实时画面，请接班值班监看。', en: 'For live pictures take the watch.' },
  ),
  'use/interval-missing': row(
    422,
    ['185/14'],
    { zh: '没有填写录像时间段', en: 'No interval was given' },
    { zh: '请填写要看的起止时间。', en: 'Say from when to when.' },
  ),
  'use/interval-wrong': row(
    422,
    [],
    { zh: '时间段不对', en: 'The interval is not right' },
    {
      zh: '结束须晚于开始，不晚于登记的失效时间，最长 {days} 天。',
      en: 'It must end after it begins, no later than the use itself, and span at most {days} days.',
    },
  ),
  'use/last-24-hours': row(
    403,
    ['185/13'],
    { zh: '交接班抽查只看最近 24 小时', en: 'A hand-over check reaches back 24 hours' },
    { zh: `更早的录像请登记“查看录像”${ours.zh}。`, en: `For older pictures open a replay${ours.en}.` },
  ),
  'use/unknown': row(
    404,
    ['185/13'],
    { zh: '没有这份使用登记', en: 'There is no such use' },
    { zh: '请在使用登记簿中查找。', en: 'Look in the register of use.' },
  ),
  'use/not-yours': row(
    403,
    ['185/14'],
    { zh: '不是您的使用登记', en: 'This use is not yours' },
    { zh: '请自行登记。', en: 'Open one of your own.' },
  ),
  'use/own': row(
    403,
    [],
    { zh: '不能决定自己的登记', en: 'Nobody decides on a use of their own' },
    { zh: `请由另一人决定${ours.zh}。`, en: `Somebody else must decide${ours.en}.` },
  ),
  'use/may-not-decide': row(
    403,
    ['185/14'],
    { zh: '您不能对此登记作决定', en: 'You may not decide on this use' },
    {
      zh: `查看录像由保管人同意，复制和提供由第二人同意，紧急查看由单位主要负责人事后确认${ours.zh}。`,
      en: `A keeper approves replays, a second person copies, the principal confirms breaking the glass${ours.en}.`,
    },
  ),
  'use/not-in-state': row(
    409,
    [],
    { zh: '登记 {number} 的状态已变（{state}）', en: 'The use {number} is in another state ({state})' },
    { zh: '请刷新后查看。', en: 'Reload and look again.' },
  ),
  'use/hand-over-instead': row(
    409,
    ['185/13'],
    { zh: '值班监看以交班结束', en: 'The watch ends by handing it over' },
    { zh: '请在“值班”页面交班。', en: 'Hand it over on the page “Watch”.' },
  ),
  'use/nothing-to-confirm': row(
    409,
    [],
    { zh: '登记 {number} 无须确认', en: 'The use {number} needs no confirmation' },
    { zh: '只有紧急查看须事后确认。', en: 'Only breaking the glass is confirmed afterwards.' },
  ),
  'use/confirmed-already': row(
    409,
    [],
    { zh: '登记 {number} 已经确认', en: 'The use {number} is confirmed already' },
    { zh: '无须再做。', en: 'Nothing remains to be done.' },
  ),
  'use/too-early': row(409, [], { zh: '时间未到', en: 'It is too early' }, { zh: '请稍候。', en: 'Wait.' }),
  'use/not-open': row(
    403,
    ['185/14'],
    { zh: '登记未开启或已结束', en: 'The use is not open' },
    { zh: '请重新登记，或等待同意。', en: 'Open a new one, or wait for approval.' },
  ),
  'use/expired': row(
    403,
    ['185/14'],
    { zh: '登记已到期', en: 'The use has expired' },
    { zh: '仍需查看的，请重新登记。', en: 'If you still need to look, open a new one.' },
  ),
  'use/revoked': row(
    403,
    ['185/14'],
    { zh: '登记已被撤销', en: 'The use was revoked' },
    { zh: '请向撤销人或保管人了解原因。', en: 'Ask whoever revoked it, or a keeper.' },
  ),
  'use/other-camera': row(
    403,
    ['185/14'],
    { zh: '登记中没有这台摄像机', en: 'The use does not name this camera' },
    { zh: '请为这台摄像机另行登记。', en: 'Open a use that names it.' },
  ),
  'use/outside-interval': row(
    403,
    ['185/14'],
    { zh: '超出登记的时间段', en: 'Outside the interval of the use' },
    { zh: '请为该时间另行登记。', en: 'Open a use that covers it.' },
  ),
  'use/private-unmasked': row(
    403,
    ['185/9'],
    {
      zh: '涉及隐私且未遮蔽的画面不在值班监看中显示',
      en: 'A private view without a mask is not shown on the watch',
    },
    {
      zh: '请维护员在摄像机内设置遮蔽，或由保管人查看录像。',
      en: 'Let the technician set a mask in the camera, or a keeper replay it.',
    },
  ),
  'use/act-shows-nothing': row(
    403,
    ['185/14'],
    { zh: '此类登记不能这样看', en: 'This kind of use does not show this' },
    { zh: '请按用途另行登记。', en: 'Open a use of the right kind.' },
  ),
  'use/refused-by-person': row(
    403,
    ['185/14'],
    { zh: '未予许可', en: 'Refused' },
    { zh: '请向作决定的人了解原因。', en: 'Ask whoever decided.' },
  ),
  'use/unanswered': row(
    403,
    [],
    { zh: '一天内无人决定，未予许可', en: 'Refused: nobody decided within a day' },
    { zh: `请重新登记并联系保管人${ours.zh}。`, en: `Ask again and call a keeper${ours.en}.` },
  ),
} satisfies RefusalTable
