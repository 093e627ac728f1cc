/** The icons that islands, bosses and cards may show, by what they are about; a test holds them against the built pictures. */
const ICON_GROUPS = {
  land: 'beach-with-umbrella:沙滩 camping:露营 castle:城堡 cherry-blossom:樱花 desert-island:荒岛 evergreen-tree:松树 herb:药草 house-with-garden:小屋 hut:茅屋 palm-tree:棕榈树 rainbow:彩虹 seedling:嫩芽 snow-capped-mountain:雪山 sun:太阳 volcano:火山 water-wave:海浪 world-map:地图 crescent-moon:月亮',
  beings:
    'octopus:章鱼 dragon:龙 dragon-face:龙头 shark:鲨鱼 blowfish:河豚 jellyfish:水母 ghost:幽灵 robot:机器人 parrot:鹦鹉 snowman:雪人 person:人 bust-in-silhouette:头像 busts-in-silhouette:大家 man-office-worker:男职员 woman-office-worker:女职员 people-hugging:拥抱 person-raising-hand:举手 person-in-lotus-position:静坐',
  sea: 'anchor:船锚 compass:罗盘 message-bottle:漂流瓶 ring-buoy:救生圈 sailboat:帆船 ship:轮船 fishing-pole:钓竿',
  work: 'office-building:办公楼 factory:工厂 laptop:电脑 telephone:电话 telephone-receiver:听筒 mobile-phone:手机 e-mail:邮件 envelope:信封 incoming-envelope:来信 outbox-tray:发件箱 package:包裹 clipboard:写字板 calendar:日历 spiral-calendar:台历 card-index-dividers:卡片盒 identification-card:工牌 receipt:收据 bar-chart:柱状图 chart-increasing:上升曲线 credit-card:银行卡 money-bag:钱袋 money-with-wings:花钱 handshake:握手 balance-scale:天平 label:标签 link:链接 pushpin:图钉 page-facing-up:文件 elevator:电梯 luggage:行李 shopping-bags:购物袋 abacus:算盘 toolbox:工具箱 wrench:扳手 hammer-and-pick:锤子 gear:齿轮 electric-plug:插头',
  learning:
    'books:书 open-book:打开的书 bookmark:书签 scroll:卷轴 memo:备忘 pencil:铅笔 fountain-pen:钢笔 writing-hand:书写 graduation-cap:学士帽 brain:大脑 light-bulb:灯泡 magnifying-glass-tilted-left:放大镜 puzzle-piece:拼图 bullseye:靶心 red-question-mark:问号 information:信息 thought-balloon:思考 speech-balloon:对话 megaphone:喇叭 artist-palette:调色板 performing-arts:面具 musical-notes:音符 drum:鼓 video-camera:摄像机',
  safety:
    'shield:盾牌 locked:锁 unlocked:开锁 locked-with-key:带钥匙的锁 key:钥匙 old-key:古钥匙 warning:警告 police-car-light:警灯 fire-extinguisher:灭火器 fire:火 ambulance:救护车 stethoscope:听诊器 adhesive-bandage:创可贴 thermometer:温度计 anatomical-heart:心脏 high-voltage:闪电 door:门 eyes:眼睛 ear:耳朵 wireless:无线 antenna-bars:信号 globe-with-meridians:网络 globe-showing-asia-australia:地球',
  honour:
    'trophy:奖杯 crown:皇冠 1st-place-medal:金牌 2nd-place-medal:银牌 3rd-place-medal:铜牌 sports-medal:奖牌 military-medal:勋章 star:星星 glowing-star:闪亮的星 shooting-star:流星 sparkles:闪光 gem-stone:宝石 coin:金币 ribbon:丝带 wrapped-gift:礼物 party-popper:礼花 confetti-ball:彩球 balloon:气球 hundred-points:满分 chequered-flag:终点旗 triangular-flag:三角旗 crossed-swords:双剑 rocket:火箭 ferris-wheel:摩天轮 ticket:票',
  heart:
    'red-heart:爱心 broken-heart:心碎 folded-hands:合掌 clapping-hands:鼓掌 thumbs-up:赞 waving-hand:挥手 flexed-biceps:力量 smiling-face-with-sunglasses:墨镜笑脸 face-with-tears-of-joy:笑哭 clinking-beer-mugs:干杯 hot-beverage:热饮 teacup-without-handle:茶 baby-bottle:奶瓶 alarm-clock:闹钟 stopwatch:秒表 hourglass-not-done:沙漏 bell:铃 mirror:镜子',
} as const;
type IconGroup = keyof typeof ICON_GROUPS;
export const ICON_GROUP_NAMES = Object.keys(ICON_GROUPS) as IconGroup[];

type IconName = { slug: string; zh: string; en: string; group: IconGroup };
export const ICON_NAMES: readonly IconName[] = ICON_GROUP_NAMES.flatMap((group) =>
  ICON_GROUPS[group].split(' ').map((entry) => {
    const [slug = '', zh = ''] = entry.split(':');
    return { slug, zh, en: slug.replaceAll('-', ' '), group };
  }),
);

/** Icons whose Chinese or English name holds the text; all for an empty one. */
export const iconsNamed = (text: string): IconName[] => {
  const wanted = text.normalize('NFKC').trim().toLowerCase();
  return ICON_NAMES.filter((i) => wanted === '' || i.zh.includes(wanted) || i.en.includes(wanted));
};
